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
  ReferenceStructure,
  SignaturePolicy,
  SignatureStructure,
  TransformStructure,
  VerificationStep,
  VerifiedReference,
  VerifiedSignature,
} from './types.ts'
export { verifySignature } from './verify-signature.ts'
