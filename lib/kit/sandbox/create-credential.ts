import { createPrivateKey, createPublicKey, generateKeyPair, sign, X509Certificate } from 'node:crypto'
import { promisify } from 'node:util'
import type { Abn } from '../../core/abn.ts'
import { fromBase64, toBase64, utf8 } from '../../core/bytes.ts'
import { MandateError } from '../../core/errors/index.ts'
import type { NewKeystoreCredential } from '../../formats/keystore/keystore.ts'
import { createCertificateRequest } from '../../formats/pki/request/create.ts'
import { defaultBase, isLoopback, parseAddress } from '../http/address.ts'
import { type HttpAnswer, send, unreadable } from '../http/send.ts'
import { type Trust, trustFor } from '../http/trust.ts'
import { fetchSandboxRoot } from './fetch-root.ts'

export type SandboxCredentialOptions = {
  abn: Abn
  /** Name of the credential; letters, digits and a few signs. */
  name: string
  /** Base address of the sandbox. Default {@link defaultBase}. */
  endpoint?: string
  /** PEM text of the authorities that may vouch for the server, and no others. */
  ca?: string
  timeoutMs?: number
}

/**
 * Has a sandbox certify a fresh key for a business, without a person: for tests in continuous integration. The key is
 * made here and stays here; the sandbox sees its public half and a proof of possession. Seal the outcome with
 * `sealKeystore`.
 *
 * @throws MandateError `kit.refused` with what the sandbox says; `kit.*`
 */
export async function createSandboxCredential(options: SandboxCredentialOptions): Promise<NewKeystoreCredential> {
  const { abn, name, endpoint = defaultBase, timeoutMs } = options
  const base = parseAddress(endpoint)
  const trust = await trustForSandbox(base, options.ca)
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const request = await createCertificateRequest({
    name,
    abn,
    publicKeySpki: publicKey.export({ format: 'der', type: 'spki' }),
    sign: async (tbs) => sign('sha256', tbs, privateKey),
  })
  const url = new URL('/sandbox/api/credentials', base)
  const answer = await send({
    url: url.href,
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: utf8(JSON.stringify({ abn, name, certificateRequest: toBase64(request) })),
    trust,
    timeoutMs,
  })
  const certificates = readCertificates(url, answer)
  const privateKeyPkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' })
  checkBelongs(url, answer.status, certificates, privateKeyPkcs8)
  return { certificates, privateKeyPkcs8 }
}

async function trustForSandbox(base: URL, ca: string | undefined): Promise<Trust> {
  if (ca !== undefined || base.protocol === 'http:' || !isLoopback(base)) return trustFor(base, { ca })
  return {
    ca: [await fetchSandboxRoot(base)],
    advice: 'The certificate of the sandbox does not come from its own root. Restart it, and try again.',
  }
}

function readCertificates(url: URL, { status, body }: HttpAnswer): Uint8Array[] {
  let answer: Record<string, unknown>
  try {
    answer = JSON.parse(Buffer.from(body).toString('utf8')) as Record<string, unknown>
  } catch {
    throw unreadable(url, status, 'it is not JSON')
  }
  if (status >= 400 && typeof answer.code === 'string') {
    const fields = Object.values((answer.fields ?? {}) as Record<string, string>)
    throw new MandateError('kit.refused', {
      reason: [String(answer.detail ?? answer.title), ...fields].join(' '),
      advice: String(answer.remedy ?? 'Check what was sent.'),
      host: url.host,
      event: answer.code,
    })
  }
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
