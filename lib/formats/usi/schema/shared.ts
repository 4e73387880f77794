import { element, many, oneOf, optional, sequence, text } from './build.ts'

/** Simple types that several messages use. */
export const orgCode = text({ name: 'OrgCodeType', minLength: 1, maxLength: 8, pattern: '[A-Za-z0-9]*' })
export const usi = text({ name: 'USIType', length: 10, pattern: '[A-HJ-NP-Z2-9]*' })
export const userReference = text({ name: 'UserReferenceType', minLength: 1, maxLength: 40 })
export const requestId = text({ name: 'RequestIDType', maxLength: 20 })
export const applicationId = text({ name: 'ApplicationIDType', maxLength: 20 })
export const receiptNumber = text({ name: 'BulkReceiptNumberType', length: 36 })
export const nonDvsOther = text({ name: 'NonDvsDocumentTypeOtherType', minLength: 1, maxLength: 50 })
export const states = ['NSW', 'VIC', 'QLD', 'SA', 'WA', 'TAS', 'NT', 'ACT'] as const
export const state = oneOf(states, 'StateListType')
export const matchResult = oneOf(['Match', 'NoMatch'], 'MatchResultType')
export const gender = oneOf(['M', 'F', 'X'])
export const name40 = text({ maxLength: 40 })
export const countryCode = text({ maxLength: 4 })
export const succeededOrNot = oneOf(['Success', 'Failure'])
export const documentVerified = oneOf(['True', 'False', 'NotRequired'])

/** Most records in one bulk message. */
export const bulkLimit = 500

const error = sequence(
  'ErrorType',
  element('Code', text({ length: 4, pattern: 'E[0-9]*' })),
  element('Message', text({ maxLength: 255 })),
)

/** Errors inside an answer, as against a fault. */
export const errors = optional('Errors', sequence(undefined, many('Error', error)))
