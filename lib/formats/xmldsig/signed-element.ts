import { MandateError } from '../../core/errors/index.ts'
import type { XmlElement } from '../xml/index.ts'
import type { VerifiedSignature } from './types.ts'
import { referenceTo } from './verified.ts'

/**
 * Gives the element back only if it is, by identity, one that the signature covers. The defence against wrapping:
 * take the element from where its meaning says it stands, then pass it through here before reading from it.
 *
 * An enveloped signature does not cover itself: below such an element, go by `onlyChild`, not by `descendants`, or read
 * from `signedContent`.
 *
 * @throws MandateError `xmldsig.not-signed`
 */
export function signedElement(signature: VerifiedSignature, element: XmlElement): XmlElement {
  if (!referenceTo(signature, element)) throw new MandateError('xmldsig.not-signed', { element: element.local })
  return element
}
