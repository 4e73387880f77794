import type { KeyObject } from 'node:crypto'
import type { XmlElement } from '../xml/index.ts'
import type { DecryptionPolicy } from './types.ts'

/** The raw key inside an `xenc:EncryptedKey` (holder-of-key confirmation). */
export function decryptKey(_encryptedKey: XmlElement, _privateKey: KeyObject, _policy: DecryptionPolicy): Uint8Array {
  throw new Error('on its way')
}
