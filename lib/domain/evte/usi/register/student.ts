import type { Instant } from '../../../../core/clock.ts'
import type { UsiApplication } from '../../../../formats/usi/index.ts'
import type { Prisma, UsiRecord } from '../../../../platform/store/generated/client.ts'

export type Student = UsiRecord
export type NewStudent = Prisma.UsiRecordCreateManyInput

type Contact = Partial<UsiApplication['ContactDetails']>

/** A row of the register from an application that was checked. */
export function studentFrom(
  { PersonalDetails: person, ContactDetails: contact }: UsiApplication,
  about: { usi: string; createdBy: string; now: Instant },
): NewStudent {
  return {
    usi: about.usi,
    status: 'ACTIVE',
    firstName: trimmed(person.FirstName),
    middleName: trimmed(person.MiddleName),
    familyName: trimmed(person.FamilyName),
    singleName: trimmed(person.SingleName),
    preferredFirstName: trimmed(person.PreferredFirstName),
    preferredFamilyName: trimmed(person.PreferredFamilyName),
    preferredSingleName: trimmed(person.PreferredSingleName),
    birthDate: person.DateOfBirth,
    gender: person.Gender,
    countryOfBirthCode: person.CountryOfBirthCode.trim(),
    townCityOfBirth: person.TownCityOfBirth.trim(),
    countryOfResidence: contact.CountryOfResidenceCode.trim(),
    ...contactColumns(contact),
    createdBy: about.createdBy,
    createdAt: new Date(about.now),
  }
}

/** The columns that contact details fill, as far as they are there. */
export function contactColumns(contact: Contact) {
  const { EmailAddress, Phone, NationalAddress, InternationalAddress } = contact
  const address =
    NationalAddress !== undefined
      ? { national: NationalAddress }
      : InternationalAddress !== undefined
        ? { international: InternationalAddress }
        : undefined
  return {
    ...(EmailAddress !== undefined && { email: EmailAddress.trim() }),
    ...(Phone?.Home !== undefined && { phoneHome: Phone.Home.trim() }),
    ...(Phone?.Mobile !== undefined && { phoneMobile: Phone.Mobile.trim() }),
    ...(address !== undefined && { address: address as Prisma.InputJsonObject }),
  }
}

function trimmed(text: string | undefined): string | null {
  const value = text?.trim().replace(/\s+/g, ' ')
  return value ? value : null
}
