import { constants, type KeyObject, privateDecrypt } from 'node:crypto'
import { MandateError } from '../../core/errors/index.ts'
import type { XmlElement } from '../xml/index.ts'
import { digestAlgorithms } from '../xmldsig/index.ts'
import { encryptionAlgorithms, maskGenerationByHash } from './algorithms.ts'
import { type EncryptedKeyStructure, readEncryptedKey } from './read-encrypted.ts'
import type { DecryptionPolicy } from './types.ts'

/**
 * The raw key inside an `xenc:EncryptedKey` (holder-of-key confirmation).
 *
 * @param privateKey RSA private key of the recipient
 * @throws MandateError `xmlenc.malformed`, `xmlenc.algorithm-not-allowed`, `xmlenc.too-large`, and
 *   `xmlenc.cannot-decrypt`, the one answer to every failure of the cipher itself
 * @see XML Encryption 1.1 section 5.5.2
 */
export function decryptKey(encryptedKey: XmlElement, privateKey: KeyObject, policy: DecryptionPolicy): Uint8Array {
  const secret = unwrapKey(readEncryptedKey(encryptedKey, policy), privateKey)
  if (!secret) throw new MandateError('xmlenc.cannot-decrypt')
  return secret
}

/**
 * The key, or `undefined` where the ciphertext is not one for this private key.
 *
 * @throws MandateError `xmlenc.algorithm-not-allowed` for digests and masks that RSA-OAEP is not computed with
 */
export function unwrapKey(structure: EncryptedKeyStructure, privateKey: KeyObject): Uint8Array | undefined {
  const { algorithm, cipherText, digest, label, mask } = structure
  const oaepHash = digestAlgorithms.get(digest)?.hash ?? ''
  const eleven = algorithm === encryptionAlgorithms.rsaOaep11
  if (!eleven && algorithm !== encryptionAlgorithms.rsaOaepMgf1p) refuse(algorithm, 'key transport')
  if (!eleven && oaepHash !== 'sha1') refuse(digest, 'OAEP digest')
  if (mask !== maskGenerationByHash[oaepHash]) refuse(mask, 'mask generation')
  if (privateKey.type !== 'private' || privateKey.asymmetricKeyType !== 'rsa') {
    throw new TypeError('an RSA private key is needed')
  }
  try {
    const padding = constants.RSA_PKCS1_OAEP_PADDING
    return privateDecrypt({ key: privateKey, padding, oaepHash, oaepLabel: label }, cipherText)
  } catch {
    return undefined
  }
}

function refuse(algorithm: string, role: string): never {
  throw new MandateError('xmlenc.algorithm-not-allowed', { algorithm: algorithm.slice(0, 120), role })
}
