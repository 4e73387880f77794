import type { KeyObject } from 'node:crypto'
import type { XmlElement } from '../xml/index.ts'
import type { DecryptionPolicy } from './types.ts'

export function decryptElement(
  _encryptedData: XmlElement,
  _privateKey: KeyObject,
  _policy: DecryptionPolicy,
): Uint8Array {
  throw new Error('on its way')
}
