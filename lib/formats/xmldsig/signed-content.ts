import { utf8 } from '../../core/bytes.ts'
import { MandateError } from '../../core/errors/index.ts'
import { parseXml, type XmlDocument, type XmlElement, type XmlLimits } from '../xml/index.ts'
import type { VerifiedSignature } from './types.ts'
import { referenceTo } from './verified.ts'

/**
 * The signed bytes of an element, parsed anew: exactly what the signature covers and nothing else. An enveloped
 * signature, its KeyInfo, and comments are not in it. Costs a second parse; for tokens, where it matters most.
 *
 * @throws MandateError `xmldsig.not-signed`
 */
export function signedContent(
  signature: VerifiedSignature,
  element: XmlElement,
  limits?: Partial<XmlLimits>,
): XmlDocument {
  const reference = referenceTo(signature, element)
  if (!reference) throw new MandateError('xmldsig.not-signed', { element: element.local })
  return parseXml(utf8(reference.canonical), limits)
}
