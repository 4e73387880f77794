import { boolean, choice, date, element, optional, sequence, text } from './build.ts'
import { countryCode, gender, name40, state } from './shared.ts'

const name80 = text({ maxLength: 80 })
const townCity = text({ maxLength: 50 })
const line = text({ minLength: 1, maxLength: 50 })

const phone = sequence(
  'PhoneType',
  optional('Home', text({ maxLength: 20 })),
  optional('Mobile', text({ maxLength: 20 })),
)

const nationalAddress = sequence(
  'NationalAddressType',
  element('Address1', line),
  optional('Address2', line),
  element('SuburbTownCity', line),
  element('State', state),
  element('PostCode', text({ length: 4, pattern: '[0-9]*' })),
)

const reachable = [
  optional('EmailAddress', text({ maxLength: 254 })),
  optional('Phone', phone),
  choice(0, [element('InternationalAddress', text({ maxLength: 250 }))], [element('NationalAddress', nationalAddress)]),
] as const

/** Where a student can be reached: when created, when changed, and when looked for. */
export const contactDetails = sequence(
  'ContactDetailsType',
  element('CountryOfResidenceCode', countryCode),
  ...reachable,
)
export const contactDetailsUpdate = sequence(
  'ContactDetailsUpdateType',
  optional('CountryOfResidenceCode', countryCode),
  ...reachable,
)
export const contactDetailsLocate = sequence(
  'ContactDetailsLocateType',
  optional('CountryOfResidenceCode', countryCode),
  ...reachable,
)

/** First and family name, or the single name of a person who has one name only. */
export const nameOrSingleName = choice(
  1,
  [element('FirstName', name40), element('FamilyName', name40)],
  [element('SingleName', name40)],
)

const preferredNames = [
  optional('PreferredFirstName', name40),
  optional('PreferredFamilyName', name40),
  optional('PreferredSingleName', name40),
] as const

/** Who a student is: when created, when changed, and when looked for. */
export const personalDetails = sequence(
  'PersonalDetailsType',
  element('Gender', gender),
  choice(
    1,
    [element('FirstName', name40), optional('MiddleName', name80), element('FamilyName', name40)],
    [element('SingleName', name40)],
  ),
  element('DateOfBirth', date),
  element('CountryOfBirthCode', countryCode),
  element('TownCityOfBirth', townCity),
  element('IsPreferredName', boolean),
  ...preferredNames,
)
export const personalDetailsUpdate = sequence(
  'PersonalDetailsUpdateType',
  optional('Gender', gender),
  choice(
    0,
    [optional('FirstName', name40), optional('MiddleName', name80), optional('FamilyName', name40)],
    [optional('SingleName', name40)],
  ),
  optional('DateOfBirth', date),
  optional('CountryOfBirthCode', countryCode),
  optional('TownCityOfBirth', townCity),
  ...preferredNames,
)
export const personalDetailsLocate = sequence(
  'PersonalDetailsLocateType',
  element('Gender', gender),
  optional('FirstName', name40),
  optional('MiddleName', name80),
  optional('FamilyName', name40),
  optional('SingleName', name40),
  element('DateOfBirth', date),
  optional('TownCityOfBirth', townCity),
)
