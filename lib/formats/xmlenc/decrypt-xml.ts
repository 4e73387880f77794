import type { KeyObject } from 'node:crypto'
import type { XmlDocument, XmlElement, XmlLimits } from '../xml/index.ts'
import type { DecryptionPolicy } from './types.ts'

/**
 * Decrypts and parses in one step, so that a plaintext which is not XML is refused with the same one error as any
 * other failure: with CBC, a different answer for "not XML" would be an oracle.
 */
export function decryptXml(
  _encryptedData: XmlElement,
  _privateKey: KeyObject,
  _policy: DecryptionPolicy,
  _limits?: Partial<XmlLimits>,
): XmlDocument {
  throw new Error('on its way')
}
