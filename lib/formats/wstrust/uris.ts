import { namespaces } from '../xml/index.ts'

const trust = namespaces.wst13
const samlTokens = 'http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1'
const soapMessageSecurity = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0'

/** Values of `wsa:Action`. */
export const actions = {
  issue: `${trust}/RST/Issue`,
  issued: `${trust}/RSTRC/IssueFinal`,
  validate: `${trust}/RST/Validate`,
  validated: `${trust}/RSTR/ValidateFinal`,
  fault: 'http://www.w3.org/2005/08/addressing/soap/fault',
  metadata: 'http://schemas.xmlsoap.org/ws/2004/09/transfer/Get',
  metadataAnswer: 'http://schemas.xmlsoap.org/ws/2004/09/transfer/GetResponse',
} as const

/** Values of `wst:RequestType`. */
export const requestTypes = {
  issue: `${trust}/Issue`,
  renew: `${trust}/Renew`,
  validate: `${trust}/Validate`,
  cancel: `${trust}/Cancel`,
} as const

/** Values of `wst:TokenType`: SAML Token Profile 1.1 section 3.1. */
export const tokenTypes = {
  saml2: `${samlTokens}#SAMLV2.0`,
  saml1: `${samlTokens}#SAMLV1.1`,
} as const

/** `wst:TokenType` of an answer that says no more than whether a token holds, and its codes: WS-Trust 1.3 section 7. */
export const statusType = `${trust}/RSTR/Status`
export const statusCodes = { valid: `${trust}/status/valid`, invalid: `${trust}/status/invalid` } as const

/** Values of `ValueType` of the key identifier that names an assertion. */
export const assertionReferences = {
  saml2: `${samlTokens}#SAMLID`,
  saml1: 'http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.0#SAMLAssertionID',
} as const

/** Values of `wst:KeyType`. */
export const keyTypes = {
  symmetric: `${trust}/SymmetricKey`,
  public: `${trust}/PublicKey`,
  bearer: `${trust}/Bearer`,
} as const

/** `wst:ComputedKeyAlgorithm`, and `Type` of a `wst:BinarySecret`. */
export const computedKeyPsha1 = `${trust}/CK/PSHA1`
export const nonceSecret = `${trust}/Nonce`

/** Dialect of claims, which is the namespace of its elements as well. */
export const claimsDialect = 'http://schemas.xmlsoap.org/ws/2005/05/identity'

/** Namespace of the relationship that cloud software puts into `ActAs`. */
export const relationshipNamespace = 'http://vanguard.business.gov.au/2016/03'
export const abnScheme = 'uri://abr.gov.au/ABN'

/** `EncodingType` and `ValueType` of a certificate in a `wsse:BinarySecurityToken`. */
export const base64Encoding = `${soapMessageSecurity}#Base64Binary`
export const x509Token = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3'

export const anonymousAddress = 'http://www.w3.org/2005/08/addressing/anonymous'
