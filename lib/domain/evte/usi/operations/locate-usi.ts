import type { UsiRequest, UsiResponse } from '../../../../formats/usi/index.ts'
import type { UsiContext } from '../context.ts'
import { nameKey, sameName } from '../register/names.ts'
import type { Student } from '../register/student.ts'

/**
 * Looks for a student by personal details. The USI itself is only told where exactly one student fits, contact details
 * included; who knows less about a student learns less.
 */
export async function locateUsi(
  { store }: UsiContext,
  { PersonalDetails: person, ContactDetails: contact }: UsiRequest<'LocateUSI'>,
): Promise<UsiResponse<'LocateUSI'>> {
  const born = await store.usiRecord.findMany({ where: { birthDate: person.DateOfBirth, status: 'ACTIVE' } })
  const same = born.filter((student) => isSame(student, person))
  const reached = same.filter((student) => hasContact(student, contact))
  const [only] = reached
  if (reached.length > 1) return { Result: 'MultipleExact', ContactDetailsMessage: messages.several }
  if (only) return { Result: 'Exact', USI: only.usi, ContactDetailsMessage: '' }
  if (same.length > 1) return { Result: 'MultipleNoContactMatch', ContactDetailsMessage: messages.contact }
  if (same.length === 1) return { Result: 'SingleNoContactMatch', ContactDetailsMessage: messages.contact }
  const strong = born.some((student) => isStrongPartial(student, person))
  return { Result: strong ? 'NoIdenticalStrongPartial' : 'NoMatch', ContactDetailsMessage: '' }
}

const messages = {
  several: 'More than one student has these details. Ask the student for the USI.',
  contact: 'None of the contact details sent is on record for a student with these personal details.',
} as const

type Person = UsiRequest<'LocateUSI'>['PersonalDetails']
type Contact = UsiRequest<'LocateUSI'>['ContactDetails']

function isSame(student: Student, person: Person): boolean {
  if (student.gender !== person.Gender) return false
  const names =
    person.SingleName !== undefined
      ? sameName(student.singleName, person.SingleName)
      : sameName(student.firstName, person.FirstName) && sameName(student.familyName, person.FamilyName)
  if (!names) return false
  if (person.MiddleName !== undefined && !sameName(student.middleName ?? '', person.MiddleName)) return false
  return person.TownCityOfBirth === undefined || sameName(student.townCityOfBirth, person.TownCityOfBirth)
}

function isStrongPartial(student: Student, person: Person): boolean {
  const names = [person.FirstName, person.FamilyName, person.SingleName]
  const own = [student.firstName, student.familyName, student.singleName]
  return names.some((name) => own.some((one) => sameName(name, one)))
}

function hasContact(student: Student, { EmailAddress, Phone }: Contact): boolean {
  const digits = (text: string | null | undefined) => text?.replace(/\D/g, '') || undefined
  const email = EmailAddress !== undefined && student.email !== null && nameKey(EmailAddress) === nameKey(student.email)
  const phones = [digits(student.phoneHome), digits(student.phoneMobile)]
  return email || [Phone?.Home, Phone?.Mobile].map(digits).some((number) => number && phones.includes(number))
}
