export type {
  AssertionClaim,
  AssertionSigner,
  AssertionToWrite,
  Confirmation,
  ConfirmationToWrite,
  SamlVersion,
  VerifiedAssertion,
} from './assertion.ts'
export { claimUris } from './claim-uris.ts'
export { decryptToken, openToken } from './open-token.ts'
export { type AssertionPolicy, type IssuePolicy, readAssertion, readIssued } from './read-assertion.ts'
export { signerKeyInfo, writeAssertion } from './write-assertion.ts'
