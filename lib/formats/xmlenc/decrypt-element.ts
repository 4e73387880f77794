import type { KeyObject } from 'node:crypto'
import { MandateError } from '../../core/errors/index.ts'
import { systemRandom } from '../../core/random.ts'
import type { XmlElement } from '../xml/index.ts'
import { contentAlgorithms } from './algorithms.ts'
import { decryptContent } from './decrypt-content.ts'
import { unwrapKey } from './decrypt-key.ts'
import { readEncryptedData, readEncryptedKey } from './read-encrypted.ts'
import type { DecryptionPolicy } from './types.ts'

/**
 * Decrypts an `xenc:EncryptedData` whose encrypted key stands in its own KeyInfo. A key that does not open is replaced
 * by a random one, and every failure after that has the same answer, so that nothing can be learned by asking.
 *
 * The caller must not answer differently to plaintexts of different form: with CBC, that is an oracle again. Where the
 * plaintext is XML, use `decryptXml`.
 *
 * @param privateKey RSA private key of the recipient
 * @throws MandateError `xmlenc.malformed`, `xmlenc.algorithm-not-allowed`, `xmlenc.too-large`, `xmlenc.cannot-decrypt`
 * @see XML Encryption 1.1 section 4.4, and 6.1 on chosen-ciphertext attacks
 */
export function decryptElement(encryptedData: XmlElement, privateKey: KeyObject, policy: DecryptionPolicy): Uint8Array {
  const data = readEncryptedData(encryptedData, policy)
  const method = contentAlgorithms.get(data.algorithm)
  if (!method) notAllowed(data.algorithm)
  if (!data.encryptedKey) throw new MandateError('xmlenc.malformed', { problem: 'there is no EncryptedKey' })
  const wrapped = readEncryptedKey(data.encryptedKey, policy)
  const substitute = systemRandom.bytes(method.keyBytes)
  const unwrapped = unwrapKey(wrapped, privateKey)
  const fits = unwrapped?.length === method.keyBytes
  const plaintext = decryptContent(method, fits ? (unwrapped as Uint8Array) : substitute, data.cipherText)
  if (!fits || !plaintext) throw new MandateError('xmlenc.cannot-decrypt')
  return plaintext
}

function notAllowed(algorithm: string): never {
  const role = 'content encryption'
  throw new MandateError('xmlenc.algorithm-not-allowed', { algorithm: algorithm.slice(0, 120), role })
}
