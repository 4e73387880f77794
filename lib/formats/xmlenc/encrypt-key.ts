import type { XmlFragment } from '../xml/index.ts'
import type { Recipient } from './types.ts'

export type KeyEncryption = {
  /** The raw key. */
  secret: Uint8Array
  recipient: Recipient
  /** `Id` of the `xenc:EncryptedKey`. */
  id?: string
}

export function encryptKey(_options: KeyEncryption): XmlFragment {
  throw new Error('on its way')
}
