import type { Random } from '../../core/random.ts'
import type { XmlFragment } from '../xml/index.ts'
import type { Recipient } from './types.ts'

export type ElementEncryption = {
  /** UTF-8 text or bytes to encrypt. */
  plaintext: Uint8Array | string
  /** URI of a content algorithm. */
  contentAlgorithm: string
  recipient: Recipient
  /** `Id` of `xenc:EncryptedData` and of `xenc:EncryptedKey`. */
  ids: { data: string; key: string }
  /** `Type`; the Element type where not given. */
  type?: string
  random: Random
}

export function encryptElement(_options: ElementEncryption): XmlFragment {
  throw new Error('on its way')
}
