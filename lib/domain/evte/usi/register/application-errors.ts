/**
 * Errors inside an answer: the message was understood, but the register cannot do this. The contract gives them the
 * form `E` and three digits; the numbers of the real registry are not public, so these are Mandate's own.
 */
export const applicationErrors = {
  E001: 'The country of residence is not in the list of countries, or no longer current.',
  E002: 'The country of birth is not in the list of countries.',
  E003: 'The date of birth must be in the past, and not more than 130 years ago.',
  E004: 'At least one way to reach the student is needed: email, mobile number or address.',
  E005: 'The email address is not one.',
  E006: 'A phone number may hold digits, spaces, brackets, hyphens and a leading plus, and needs at least 6 digits.',
  E007: 'IsPreferredName is true, but there is no preferred name.',
  E008: 'DVSCheckRequired is true, but there is no DVSDocument.',
  E009: 'The identity document could not be verified with these details.',
  E010: 'The document verification service is not available. Try again later.',
  E011: 'Without DVSCheckRequired, NonDvsDocumentTypeId must be one of those that GetNonDvsDocumentTypes lists.',
  E012: 'For a document of the type Other, NonDvsDocumentTypeOther must say what it is.',
  E013: 'A name may not be empty, and needs a letter.',
  E014: 'There is no student with this USI.',
  E015: 'This USI is deactivated.',
  E016: 'PersonalDetailsUpdate does not hold what PersonalDetailsModifier names.',
  E017: 'A student has first and family name, or a single name. To change from one to the other, send the whole name.',
  E018: 'ContactDetailsUpdate changes nothing.',
} as const

export type ApplicationErrorCode = keyof typeof applicationErrors

/** The `Errors` element for codes; `undefined` where there are none. */
export function errorsElement(
  codes: readonly ApplicationErrorCode[],
): { Error: { Code: string; Message: string }[] } | undefined {
  if (codes.length === 0) return undefined
  return { Error: [...new Set(codes)].map((Code) => ({ Code, Message: applicationErrors[Code] })) }
}
