import type { KeyObject } from 'node:crypto'
import type { XmlFragment } from '../xml/index.ts'

/** Who can open it, and how the key goes to them. */
export type Recipient = {
  /** RSA public key. */
  publicKey: KeyObject
  /** `encryptionAlgorithms.rsaOaepMgf1p` (SHA-1) or `encryptionAlgorithms.rsaOaep11`. */
  keyTransport: string
  /** URI of the OAEP digest. SHA-1 where not given for `rsaOaepMgf1p`, SHA-256 for `rsaOaep11`. */
  digestAlgorithm?: string
  /** Content of the `ds:KeyInfo` that names the recipient's key, without that element. */
  keyInfo?: XmlFragment
}

/** What a caller accepts. Anything not listed is refused; there is no default list. */
export type DecryptionPolicy = {
  /** URIs of the content's EncryptionMethod. */
  readonly contentAlgorithms: readonly string[]
  /** URIs of the key's EncryptionMethod. */
  readonly keyTransports: readonly string[]
  /** URIs of the OAEP DigestMethod. */
  readonly oaepDigests: readonly string[]
  /** Most bytes of ciphertext. Default 1 MiB. */
  readonly maxBytes?: number
}
