import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, sign, X509Certificate } from 'node:crypto'
import { promisify } from 'node:util'
import type { Abn } from '../../core/abn.ts'
import { fromBase64 } from '../../core/bytes.ts'
import { createCertificateRequest } from '../../formats/pki/request/create.ts'
import type { JsonAnswer } from '../http/ask-json.ts'
import { unreadable } from '../http/send.ts'

/** A key that was made on this machine, and the request (PKCS#10, DER) to certify it. */
export type NewKey = { privateKeyPkcs8: Uint8Array; certificateRequest: Uint8Array }

/** Makes a key pair and the request that proves its possession. The private key stays here. */
export async function makeKey({ name, abn }: { name: string; abn: Abn }): Promise<NewKey> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const certificateRequest = await createCertificateRequest({
    name,
    abn,
    publicKeySpki: publicKey.export({ format: 'der', type: 'spki' }),
    sign: async (tbs) => sign('sha256', tbs, privateKey),
  })
  return { privateKeyPkcs8: privateKey.export({ format: 'der', type: 'pkcs8' }), certificateRequest }
}

/** A private key (PKCS#8, DER), ready to sign. */
export function privateKeyOf(pkcs8: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
}

/**
 * The certificates (DER, leaf first) that a service sent for a key of ours.
 *
 * @throws MandateError `kit.answer-unreadable`, also where the leaf is for another key
 */
export function certificatesFor(privateKeyPkcs8: Uint8Array, { url, status, answer }: JsonAnswer): Uint8Array[] {
  const list = Array.isArray(answer.certificates) ? answer.certificates : []
  const certificates = list.map((one) => (typeof one === 'string' ? fromBase64(one) : undefined))
  if (certificates.length === 0 || certificates.some((one) => one === undefined)) {
    throw unreadable(url, status, 'it holds no certificates')
  }
  if (!isFor(privateKeyPkcs8, certificates[0] as Uint8Array)) {
    throw unreadable(url, status, 'the certificate is not for the key that was sent')
  }
  return certificates as Uint8Array[]
}

/** A certificate for another key would make a keystore that nobody can use. */
function isFor(pkcs8: Uint8Array, leaf: Uint8Array): boolean {
  const own = createPublicKey(privateKeyOf(pkcs8)).export({ format: 'der', type: 'spki' })
  try {
    return new X509Certificate(leaf).publicKey.export({ format: 'der', type: 'spki' }).equals(own)
  } catch {
    // One answer for everything that is not a certificate of this key.
    return false
  }
}
