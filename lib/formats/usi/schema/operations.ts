import { boolean, choice, date, dateTime, element, int, many, oneOf, optional, sequence, text } from './build.ts'
import { dvsDocument } from './documents.ts'
import {
  contactDetails,
  contactDetailsLocate,
  contactDetailsUpdate,
  nameOrSingleName,
  personalDetails,
  personalDetailsLocate,
  personalDetailsUpdate,
} from './person.ts'
import {
  applicationId,
  bulkLimit,
  documentVerified,
  errors,
  matchResult,
  nonDvsOther,
  orgCode,
  receiptNumber,
  requestId,
  succeededOrNot,
  userReference,
  usi,
} from './shared.ts'
import type { ComplexType, ValueOf } from './types.ts'

const count = int({ maxInclusive: bulkLimit })

const verdict = [
  element('USIStatus', oneOf(['Valid', 'Invalid', 'Deactivated'])),
  choice(
    0,
    [optional('FirstName', matchResult), optional('FamilyName', matchResult)],
    [optional('SingleName', matchResult)],
  ),
  optional('DateOfBirth', matchResult),
] as const

const application = sequence(
  'ApplicationType',
  element('ApplicationId', applicationId),
  element('DVSCheckRequired', boolean),
  element('UserReference', userReference),
  element('ContactDetails', contactDetails),
  element('PersonalDetails', personalDetails),
  optional('DVSDocument', dvsDocument),
  optional('NonDvsDocumentTypeId', int(), { nillable: true }),
  optional('NonDvsDocumentTypeOther', nonDvsOther, { nillable: true }),
)

const applicationResponse = sequence(
  'ApplicationResponseType',
  element('ProcessedDate', dateTime),
  element('ApplicationId', applicationId),
  element('Result', oneOf(['Success', 'Failure', 'MatchFound'])),
  element('IdentityDocumentVerified', documentVerified),
  optional('USI', usi),
  errors,
)

const verification = sequence(
  'VerificationType',
  element('RecordId', int()),
  element('USI', usi),
  nameOrSingleName,
  element('DateOfBirth', date),
)

const nonDvsDocumentType = sequence(
  'NonDvsDocumentTypeType',
  element('Id', int()),
  element('DocumentType', text()),
  element('SortOrder', int()),
)

const country = sequence(
  'CountryDetailsType',
  element('CountryCode', text()),
  element('Name', text()),
  element('IsCurrent', boolean),
)

/** What `UpdateUSIPersonalDetails` can change, one at a time. */
export const personalDetailsModifiers = [
  'FirstName',
  'MiddleName',
  'FamilyName',
  'SingleName',
  'DateOfBirth',
  'CountryOfBirth',
  'TownCityOfBirth',
  'Gender',
  'PreferredFirstName',
  'PreferredFamilyName',
  'PreferredSingleName',
] as const

/** The ten operations with the types of request and answer, in the order of the contract. */
export const usiOperations = {
  BulkUpload: {
    request: sequence(
      'BulkUploadType',
      element('OrgCode', orgCode),
      element('RequestId', requestId),
      element('NoOfApplications', count),
      element('Applications', sequence(undefined, many('Application', application, { max: bulkLimit })), {
        key: { name: 'ApplicationKey', of: 'Application', field: 'ApplicationId' },
      }),
    ),
    response: sequence('BulkUploadResponseType', element('ReceiptNumber', receiptNumber)),
  },
  BulkVerifyUSI: {
    request: sequence(
      'BulkVerifyUSIType',
      element('OrgCode', orgCode),
      element('NoOfVerifications', count),
      element('Verifications', sequence(undefined, many('Verification', verification, { max: bulkLimit })), {
        key: { name: 'VerificationKey', of: 'Verification', field: 'RecordId' },
      }),
    ),
    response: sequence(
      'BulkVerifyUSIResponseType',
      element(
        'VerificationResponses',
        sequence(
          undefined,
          many(
            'VerificationResponse',
            sequence('VerificationResponseType', ...verdict, element('USI', usi), element('RecordId', int())),
            { max: bulkLimit },
          ),
        ),
      ),
    ),
  },
  VerifyUSI: {
    request: sequence(
      'VerifyUSIType',
      element('OrgCode', orgCode),
      element('USI', usi),
      nameOrSingleName,
      element('DateOfBirth', date),
    ),
    response: sequence('VerifyUSIResponseType', ...verdict),
  },
  BulkUploadRetrieve: {
    request: sequence('BulkUploadRetrieveType', element('ReceiptNumber', receiptNumber)),
    response: sequence(
      'BulkUploadRetrieveResponseType',
      element('RequestId', requestId),
      element('NoOfApplications', count),
      element('NoOfApplicationsFailed', count),
      element('Applications', sequence(undefined, many('Application', applicationResponse, { max: bulkLimit }))),
    ),
  },
  CreateUSI: {
    request: sequence(
      'CreateUSIType',
      element('RequestId', requestId),
      element('OrgCode', orgCode),
      element('Application', application),
    ),
    response: sequence('CreateUSIResponseType', element('Application', applicationResponse)),
  },
  GetNonDvsDocumentTypes: {
    request: sequence('GetNonDvsDocumentTypesType', element('OrgCode', orgCode)),
    response: sequence(
      'GetNonDvsDocumentTypesResponseType',
      element('NonDvsDocumentTypes', sequence(undefined, many('NonDvsDocumentType', nonDvsDocumentType, { min: 0 }))),
    ),
  },
  UpdateUSIContactDetails: {
    request: sequence(
      'UpdateUSIContactDetailsType',
      element('OrgCode', orgCode),
      element('USI', usi),
      element('UserReference', userReference),
      element('ContactDetailsUpdate', contactDetailsUpdate),
    ),
    response: sequence('UpdateUSIContactDetailsResponseType', element('Result', succeededOrNot), errors),
  },
  UpdateUSIPersonalDetails: {
    request: sequence(
      'UpdateUSIPersonalDetailsType',
      element('OrgCode', orgCode),
      element('USI', usi),
      element('DVSCheckRequired', boolean),
      element('UserReference', userReference),
      element('PersonalDetailsModifier', oneOf(personalDetailsModifiers)),
      element('PersonalDetailsUpdate', personalDetailsUpdate),
      optional('DVSDocument', dvsDocument),
      optional('NonDvsDocumentTypeId', int()),
      optional('NonDvsDocumentTypeOther', nonDvsOther),
    ),
    response: sequence(
      'UpdateUSIPersonalDetailsResponseType',
      element('Result', succeededOrNot),
      element('IdentityDocumentVerified', documentVerified),
      errors,
    ),
  },
  LocateUSI: {
    request: sequence(
      'LocateUSIType',
      element('OrgCode', orgCode),
      element('UserReference', userReference),
      element('PersonalDetails', personalDetailsLocate),
      element('ContactDetails', contactDetailsLocate),
    ),
    response: sequence(
      'LocateUSIResponseType',
      element(
        'Result',
        oneOf(
          [
            'Exact',
            'MultipleExact',
            'SingleNoContactMatch',
            'MultipleNoContactMatch',
            'NoMatch',
            'NoIdenticalStrongPartial',
          ],
          'LocateResultType',
        ),
      ),
      // The contract demands it; without a student there is none to send. Readers by name are not disturbed.
      optional('USI', usi),
      element('ContactDetailsMessage', text()),
      errors,
    ),
  },
  GetCountries: {
    request: sequence('GetCountriesType', element('OrgCode', orgCode)),
    response: sequence(
      'GetCountriesResponseType',
      element('Countries', sequence(undefined, many('CountryDetails', country, { min: 0 }))),
    ),
  },
} as const satisfies Record<string, { request: ComplexType; response: ComplexType }>

export type UsiOperation = keyof typeof usiOperations
export type UsiRequest<Operation extends UsiOperation> = ValueOf<(typeof usiOperations)[Operation]['request']>
export type UsiResponse<Operation extends UsiOperation> = ValueOf<(typeof usiOperations)[Operation]['response']>

export type UsiApplication = ValueOf<typeof application>
export type UsiApplicationResponse = ValueOf<typeof applicationResponse>
