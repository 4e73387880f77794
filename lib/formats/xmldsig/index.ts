export {
  algorithms,
  type CanonicalizationAlgorithm,
  canonicalizationAlgorithms,
  type DigestAlgorithm,
  digestAlgorithms,
  type SignatureAlgorithm,
  signatureAlgorithms,
} from './algorithms.ts'
export { readSignature } from './read-signature.ts'
export { type EnvelopedSigningOptions, signEnveloped } from './sign-enveloped.ts'
export { type ReferenceToSign, type SigningOptions, signReferences } from './sign-references.ts'
export { signedContent } from './signed-content.ts'
export { signedElement } from './signed-element.ts'
export type {
  Attachment,
  ReferenceStructure,
  SignaturePolicy,
  SignatureStructure,
  TransformStructure,
  VerificationStep,
  VerifiedAttachment,
  VerifiedReference,
  VerifiedSignature,
} from './types.ts'
export { coversAttachment } from './verified.ts'
export { verifySignature } from './verify-signature.ts'
