export { checkMustUnderstand } from './message/check-must-understand.ts'
export { checkTokenReference } from './message/check-token-reference.ts'
export { type Addressing, readAddressing } from './message/read-addressing.ts'
export { readBinaryToken } from './message/read-binary-token.ts'
export { readEnvelope, readSoapParts, type SoapEnvelope, type SoapParts } from './message/read-envelope.ts'
export { readSecurity, type SecurityHeader } from './message/read-security.ts'
export { type MessageTimestamp, readTimestamp } from './message/read-timestamp.ts'
export { computedKey } from './request/computed-key.ts'
export type { AppliesTo } from './request/read-applies-to.ts'
export type { ClaimRequest } from './request/read-claims.ts'
export type { LifetimeRequest } from './request/read-lifetime.ts'
export type { Relationship } from './request/read-relationship.ts'
export { readTokenRequest, type TokenRequest } from './request/read-request.ts'
export { type TokenRequestToWrite, writeTokenRequest, writeValidateRequest } from './request/write-request.ts'
export { type ReceivedFault, readFault } from './response/read-fault.ts'
export { type IssuedToken, readTokenResponse } from './response/read-response.ts'
export { readStatusResponse } from './response/read-status.ts'
export {
  type FaultSubcode,
  faultText,
  type SoapFault,
  securitySubcode,
  trustSubcode,
  writeFault,
} from './response/write-fault.ts'
export { type TokenResponse, writeEnvelope, writeTokenResponse } from './response/write-response.ts'
export { type TokenStatus, writeStatusResponse } from './response/write-status.ts'
export {
  abnScheme,
  actions,
  anonymousAddress,
  assertionReferences,
  base64Encoding,
  claimsDialect,
  computedKeyPsha1,
  keyTypes,
  nonceSecret,
  relationshipNamespace,
  requestTypes,
  statusCodes,
  statusType,
  tokenTypes,
  x509Token,
} from './uris.ts'
