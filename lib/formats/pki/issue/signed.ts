import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { toBase64 } from '../../../core/bytes.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { oid } from '../../der/oids.ts'
import { derBits, derNull, derOid, derSequence } from '../../der/write.ts'
import type { Signer } from './signer.ts'

/** AlgorithmIdentifier of sha256WithRSAEncryption, with the NULL that RFC 4055 section 5 wants. */
export const sha256WithRsa = derSequence(derOid(oid.sha256WithRsa), derNull())

/**
 * Signs the encoded content of a certificate, list or answer, and checks that the signature belongs to the signer's
 * public key before anybody sees it: a faulty signature can give an RSA key away.
 *
 * @throws MandateError `certificate.signer-failed`
 */
export async function signedDer(tbs: Uint8Array, signer: Signer, extra: Uint8Array[] = []): Promise<Uint8Array> {
  const signature = await signer.sign(tbs)
  if (!verify('sha256', tbs, keyOf(signer.publicKeySpki), signature))
    throw new MandateError('certificate.signer-failed')
  return derSequence(tbs, sha256WithRsa, derBits(signature), ...extra)
}

const keys = new Map<string, KeyObject>()

function keyOf(spki: Uint8Array): KeyObject {
  const name = toBase64(spki)
  let key = keys.get(name)
  if (!key) {
    key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
    if (keys.size >= 100) keys.clear()
    keys.set(name, key)
  }
  return key
}
