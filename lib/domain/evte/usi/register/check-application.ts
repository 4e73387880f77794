import { day, type Instant } from '../../../../core/clock.ts'
import { parseEmail } from '../../../../core/email.ts'
import type { UsiApplication } from '../../../../formats/usi/index.ts'
import type { ApplicationErrorCode } from './application-errors.ts'
import { countryOf } from './countries.ts'
import { isName } from './names.ts'

type ContactDetails = Partial<UsiApplication['ContactDetails']>
type PersonalDetails = UsiApplication['PersonalDetails']

/** What keeps an application from being entered, beside its documents. */
export function checkApplication(
  { ContactDetails, PersonalDetails }: UsiApplication,
  now: Instant,
): ApplicationErrorCode[] {
  return [...checkPerson(PersonalDetails, now), ...checkContact(ContactDetails), ...checkReachable(ContactDetails)]
}

/** What is wrong with contact details, as far as they are there. */
export function checkContact({ CountryOfResidenceCode, EmailAddress, Phone }: ContactDetails): ApplicationErrorCode[] {
  const errors: ApplicationErrorCode[] = []
  if (CountryOfResidenceCode !== undefined && !countryOf(CountryOfResidenceCode)?.isCurrent) errors.push('E001')
  if (EmailAddress !== undefined && !isEmail(EmailAddress)) errors.push('E005')
  if ([Phone?.Home, Phone?.Mobile].some((number) => number !== undefined && !isPhone(number))) errors.push('E006')
  return errors
}

/** True for a day that can be somebody's birthday. */
export function isBirthDate(date: string, now: Instant): boolean {
  const at = Date.parse(`${date}T00:00:00Z`)
  return at <= now && at > now - 130 * 365.25 * day
}

function checkPerson(person: PersonalDetails, now: Instant): ApplicationErrorCode[] {
  const errors: ApplicationErrorCode[] = []
  const { FirstName, FamilyName, SingleName, PreferredFirstName, PreferredFamilyName, PreferredSingleName } = person
  const names = [FirstName, FamilyName, SingleName].filter((name) => name !== undefined)
  if (names.some((name) => !isName(name))) errors.push('E013')
  if (!isBirthDate(person.DateOfBirth, now)) errors.push('E003')
  if (!countryOf(person.CountryOfBirthCode)) errors.push('E002')
  const preferred = [PreferredFirstName, PreferredFamilyName, PreferredSingleName]
  if (person.IsPreferredName && !preferred.some((name) => name !== undefined && isName(name))) errors.push('E007')
  return errors
}

function checkReachable({
  EmailAddress,
  Phone,
  NationalAddress,
  InternationalAddress,
}: ContactDetails): ApplicationErrorCode[] {
  const ways = [EmailAddress, Phone?.Mobile, NationalAddress, InternationalAddress]
  return ways.every((way) => way === undefined || way === '') ? ['E004'] : []
}

function isEmail(text: string): boolean {
  try {
    parseEmail(text)
    return true
  } catch {
    return false
  }
}

function isPhone(text: string): boolean {
  return /^\+?[\d ()-]+$/.test(text.trim()) && text.replace(/\D/g, '').length >= 6
}
