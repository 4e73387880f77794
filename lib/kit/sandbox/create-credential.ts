import { createPrivateKey, createPublicKey, generateKeyPair, sign, X509Certificate } from 'node:crypto'
import { promisify } from 'node:util'
import type { Abn } from '../../core/abn.ts'
import { fromBase64, toBase64 } from '../../core/bytes.ts'
import type { NewKeystoreCredential } from '../../formats/keystore/keystore.ts'
import { createCertificateRequest } from '../../formats/pki/request/create.ts'
import { unreadable } from '../http/send.ts'
import { askSandbox, type SandboxAddress } from './ask-sandbox.ts'

export type SandboxCredentialOptions = SandboxAddress & {
  abn: Abn
  /** Name of the credential; letters, digits and a few signs. */
  name: string
}

/**
 * Has a sandbox certify a fresh key for a business, without a person: for tests in continuous integration. The key is
 * made here and stays here; the sandbox sees its public half and a proof of possession. Seal the outcome with
 * `sealKeystore`.
 *
 * @throws MandateError `kit.refused` with what the sandbox says; `kit.*`
 */
export async function createSandboxCredential(options: SandboxCredentialOptions): Promise<NewKeystoreCredential> {
  const { abn, name } = options
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const request = await createCertificateRequest({
    name,
    abn,
    publicKeySpki: publicKey.export({ format: 'der', type: 'spki' }),
    sign: async (tbs) => sign('sha256', tbs, privateKey),
  })
  const body = { abn, name, certificateRequest: toBase64(request) }
  const { url, status, answer } = await askSandbox('/sandbox/api/credentials', options, body)
  const certificates = readCertificates(url, status, answer)
  const privateKeyPkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' })
  checkBelongs(url, status, certificates, privateKeyPkcs8)
  return { certificates, privateKeyPkcs8 }
}

function readCertificates(url: URL, status: number, answer: Record<string, unknown>): Uint8Array[] {
  const list = Array.isArray(answer.certificates) ? answer.certificates : []
  const certificates = list.map((one) => (typeof one === 'string' ? fromBase64(one) : undefined))
  if (certificates.length === 0 || certificates.some((one) => one === undefined)) {
    throw unreadable(url, status, 'it holds no certificates')
  }
  return certificates as Uint8Array[]
}

/** A certificate for another key would make a keystore that nobody can use. */
function checkBelongs(url: URL, status: number, [leaf]: Uint8Array[], pkcs8: Uint8Array): void {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
  const own = createPublicKey(key).export({ format: 'der', type: 'spki' })
  try {
    const certified = new X509Certificate(leaf as Uint8Array).publicKey.export({ format: 'der', type: 'spki' })
    if (certified.equals(own)) return
  } catch {
    // One answer for everything that is not a certificate of this key.
  }
  throw unreadable(url, status, 'the certificate is not for the key that was sent')
}
