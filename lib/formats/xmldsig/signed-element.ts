import { MandateError } from '../../core/errors/index.ts'
import type { XmlElement } from '../xml/index.ts'
import type { VerifiedSignature } from './types.ts'

/**
 * Gives the element back only if it is, by identity, one that the signature covers. The defence against wrapping:
 * take the element from where its meaning says it stands, then pass it through here before reading from it.
 *
 * @throws MandateError `xmldsig.not-signed`
 */
export function signedElement(signature: VerifiedSignature, element: XmlElement): XmlElement {
  for (const reference of signature.references) {
    if (reference.element === element) return element
  }
  throw new MandateError('xmldsig.not-signed', { element: element.local })
}
