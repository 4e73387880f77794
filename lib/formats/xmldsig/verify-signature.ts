import { hash, type KeyObject } from 'node:crypto'
import { MandateError } from '../../core/errors/index.ts'
import type { XmlDocument, XmlElement } from '../xml/index.ts'
import { digestAlgorithms, type SignatureAlgorithm, signatureAlgorithms } from './algorithms.ts'
import { readSignature } from './read-signature.ts'
import type {
  ReferenceStructure,
  SignaturePolicy,
  SignatureStructure,
  VerificationStep,
  VerifiedAttachment,
  VerifiedReference,
  VerifiedSignature,
} from './types.ts'
import { Verified } from './verified.ts'
import { applyTransforms, canonicalizeBy } from './verify/apply-transforms.ts'
import { attachmentOf } from './verify/attachment-of.ts'
import { checkPolicy } from './verify/check-policy.ts'
import { checkKey, checkValue } from './verify/check-value.ts'

/**
 * Verifies a signature inside a document and gives what was signed, never a bare yes. Read values only from an element
 * that `signedElement` gives for the outcome, or from `signedContent`.
 *
 * @param signature the `ds:Signature` element, taken from the place where the message's format has it
 * @param key public key of a certificate that the caller trusts, or the secret key for an HMAC
 * @param policy everything that is accepted; what it does not list is refused
 * @param observe told of every reference and of the signature value, also where they fail
 * @throws MandateError with an `xmldsig.` code
 * @see XML Signature 1.1 section 3.2
 * @example
 * const verified = verifySignature(document, signature, publicKey, policy)
 * const timestamp = signedElement(verified, onlyChild(security, namespaces.wsu, 'Timestamp'))
 */
export function verifySignature(
  document: XmlDocument,
  signature: XmlElement,
  key: KeyObject,
  policy: SignaturePolicy,
  observe?: (step: VerificationStep) => void,
): VerifiedSignature {
  if (rootOf(signature) !== document.root) throw new TypeError('the signature is not of this document')
  const structure = readSignature(signature)
  checkPolicy(structure, policy)
  const method = signatureAlgorithms.get(structure.signatureAlgorithm) as SignatureAlgorithm
  checkKey(method, key, policy.minimumRsaBits ?? 2048)

  const references: VerifiedReference[] = []
  const attachments: VerifiedAttachment[] = []
  let failure: MandateError | undefined
  for (const reference of structure.references) {
    const outcome = checkReference(document, structure, reference, policy, observe)
    if (outcome instanceof MandateError) failure ??= outcome
    else if ('attachment' in outcome) attachments.push(outcome)
    else references.push(outcome)
    if (failure && !observe) throw failure
  }

  const canonical = canonicalizeBy(structure.canonicalization, structure.signedInfo)
  const matches = checkValue(method, key, canonical, structure.signatureValue)
  observe?.({ step: 'signature', signatureAlgorithm: method.uri, canonical, matches })
  if (failure) throw failure
  if (!matches) throw new MandateError('xmldsig.signature-mismatch')
  return new Verified(signature, references, attachments, method.uri, structure.keyInfo) as unknown as VerifiedSignature
}

function checkReference(
  document: XmlDocument,
  { element: signature }: SignatureStructure,
  reference: ReferenceStructure,
  policy: SignaturePolicy,
  observe: ((step: VerificationStep) => void) | undefined,
): VerifiedReference | VerifiedAttachment | MandateError {
  const { uri, digestAlgorithm, digestValue: claimed } = reference
  const target = uri.startsWith('cid:')
    ? attachmentOf(reference, policy)
    : applyTransforms(document, signature, reference, policy)
  const { canonical, octets } = target
  const name = digestAlgorithms.get(digestAlgorithm)?.hash as string
  const computed = hash(name, octets, 'base64')
  const matches = computed === claimed
  observe?.({ step: 'reference', uri, digestAlgorithm, canonical, claimed, computed, matches })
  if (!matches)
    return new MandateError('xmldsig.digest-mismatch', {
      reference: uri.slice(0, 60),
      claimed: claimed.slice(0, 100),
      computed,
    })
  return 'attachment' in target
    ? { uri, attachment: target.attachment, digestAlgorithm, digestValue: computed }
    : { uri, element: target.element, canonical, digestAlgorithm, digestValue: computed }
}

function rootOf(element: XmlElement): XmlElement {
  let at = element
  while (at.parent) at = at.parent
  return at
}
