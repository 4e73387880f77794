import type { KeyObject } from 'node:crypto'
import { MandateError } from '../../core/errors/index.ts'
import { parseXml, type XmlDocument, type XmlElement, type XmlLimits } from '../xml/index.ts'
import { decryptElement } from './decrypt-element.ts'
import type { DecryptionPolicy } from './types.ts'

/**
 * Decrypts and parses in one step, so that a plaintext which is not XML is refused with the same one error as any
 * other failure: with CBC, a different answer for "not XML" would be an oracle.
 *
 * @param privateKey RSA private key of the recipient
 * @throws MandateError `xmlenc.malformed`, `xmlenc.algorithm-not-allowed`, `xmlenc.too-large`, `xmlenc.cannot-decrypt`
 */
export function decryptXml(
  encryptedData: XmlElement,
  privateKey: KeyObject,
  policy: DecryptionPolicy,
  limits?: Partial<XmlLimits>,
): XmlDocument {
  const plaintext = decryptElement(encryptedData, privateKey, policy)
  try {
    return parseXml(plaintext, limits)
  } catch {
    throw new MandateError('xmlenc.cannot-decrypt')
  }
}
