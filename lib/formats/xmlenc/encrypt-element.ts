import { type CipherGCM, createCipheriv, createSecretKey } from 'node:crypto'
import { concatBytes, toBase64, utf8 } from '../../core/bytes.ts'
import { MandateError } from '../../core/errors/index.ts'
import type { Random } from '../../core/random.ts'
import { namespaces, XmlFragment, xml } from '../xml/index.ts'
import { type ContentAlgorithm, contentAlgorithms, encryptionAlgorithms } from './algorithms.ts'
import { encryptKey } from './encrypt-key.ts'
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

/**
 * Encrypts an element for one recipient: `xenc:EncryptedData` with the encrypted key in its `ds:KeyInfo`. A fresh
 * content key and a fresh initialisation vector for each call.
 *
 * @throws MandateError `xmlenc.algorithm-not-allowed`
 * @see XML Encryption 1.1 section 4.3; docs/wire-formats.md, the response of the token service
 */
export function encryptElement(options: ElementEncryption): XmlFragment {
  const { contentAlgorithm, ids, plaintext, random, recipient, type = encryptionAlgorithms.typeElement } = options
  const method = contentAlgorithms.get(contentAlgorithm)
  if (!method) {
    const role = 'content encryption'
    throw new MandateError('xmlenc.algorithm-not-allowed', { algorithm: contentAlgorithm.slice(0, 120), role })
  }
  const secret = random.bytes(method.keyBytes)
  const bytes = typeof plaintext === 'string' ? utf8(plaintext) : plaintext
  const cipherText =
    method.mode === 'gcm' ? sealGcm(method, secret, bytes, random) : sealCbc(method, secret, bytes, random)
  const encryptedKey = encryptKey({ secret, recipient, id: ids.key })
  secret.fill(0)
  return xml`<xenc:EncryptedData xmlns:xenc="${namespaces.xenc}" Id="${ids.data}" Type="${type}"><xenc:EncryptionMethod Algorithm="${contentAlgorithm}"/><ds:KeyInfo xmlns:ds="${namespaces.ds}">${encryptedKey}</ds:KeyInfo><xenc:CipherData><xenc:CipherValue>${XmlFragment.ofMarkup(toBase64(cipherText))}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>`
}

/** Initialisation vector of 96 bits, ciphertext, tag of 128 bits; section 5.2.4. */
function sealGcm({ cipher }: ContentAlgorithm, secret: Uint8Array, plaintext: Uint8Array, random: Random): Uint8Array {
  const iv = random.bytes(12)
  const sealing = createCipheriv(cipher, createSecretKey(secret), iv) as CipherGCM
  const body = sealing.update(plaintext)
  return concatBytes(iv, body, sealing.final(), sealing.getAuthTag())
}

/** Initialisation vector of one block, ciphertext; padded with random bytes and their number; section 5.2.1. */
function sealCbc({ cipher }: ContentAlgorithm, secret: Uint8Array, plaintext: Uint8Array, random: Random): Uint8Array {
  const iv = random.bytes(16)
  const padding = random.bytes(16 - (plaintext.length % 16))
  padding[padding.length - 1] = padding.length
  const sealing = createCipheriv(cipher, createSecretKey(secret), iv).setAutoPadding(false)
  return concatBytes(iv, sealing.update(plaintext), sealing.update(padding), sealing.final())
}
