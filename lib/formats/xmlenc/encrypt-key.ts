import { constants, publicEncrypt } from 'node:crypto'
import { toBase64 } from '../../core/bytes.ts'
import { MandateError } from '../../core/errors/index.ts'
import { attributes, namespaces, type XmlFragment, xml } from '../xml/index.ts'
import { algorithms, digestAlgorithms } from '../xmldsig/index.ts'
import { encryptionAlgorithms, maskGenerationByHash } from './algorithms.ts'
import type { Recipient } from './types.ts'

export type KeyEncryption = {
  /** The raw key. */
  secret: Uint8Array
  recipient: Recipient
  /** `Id` of the `xenc:EncryptedKey`. */
  id?: string
}

/**
 * A raw key encrypted for its recipient, as `xenc:EncryptedKey` (for `EncryptedData`, and for holder-of-key
 * confirmation).
 *
 * @throws MandateError `xmlenc.algorithm-not-allowed`
 * @see XML Encryption 1.1 section 5.5.2
 */
export function encryptKey({ secret, recipient, id }: KeyEncryption): XmlFragment {
  const { keyTransport, publicKey, keyInfo } = recipient
  const eleven = keyTransport === encryptionAlgorithms.rsaOaep11
  const digest = recipient.digestAlgorithm ?? (eleven ? algorithms.sha256 : algorithms.sha1)
  const oaepHash = digestAlgorithms.get(digest)?.hash
  if (!eleven && keyTransport !== encryptionAlgorithms.rsaOaepMgf1p) refuse(keyTransport, 'key transport')
  if (!oaepHash || (!eleven && oaepHash !== 'sha1')) refuse(digest, 'OAEP digest')
  // OAEP with SHA-1 is the platform's default, and an options object around the key costs as much as the encryption.
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  const cipherText = publicEncrypt(oaepHash === 'sha1' ? publicKey : { key: publicKey, padding, oaepHash }, secret)
  const mgf =
    eleven && xml`<xenc11:MGF xmlns:xenc11="${namespaces.xenc11}" Algorithm="${maskGenerationByHash[oaepHash]}"/>`
  return xml`<xenc:EncryptedKey xmlns:xenc="${namespaces.xenc}"${attributes({ Id: id })}><xenc:EncryptionMethod Algorithm="${keyTransport}"><ds:DigestMethod xmlns:ds="${namespaces.ds}" Algorithm="${digest}"/>${mgf || undefined}</xenc:EncryptionMethod>${keyInfo && xml`<ds:KeyInfo xmlns:ds="${namespaces.ds}">${keyInfo}</ds:KeyInfo>`}<xenc:CipherData><xenc:CipherValue>${toBase64(cipherText)}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedKey>`
}

function refuse(algorithm: string, role: string): never {
  throw new MandateError('xmlenc.algorithm-not-allowed', { algorithm: algorithm.slice(0, 120), role })
}
