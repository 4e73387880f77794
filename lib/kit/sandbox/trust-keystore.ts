import { toBase64 } from '../../core/bytes.ts'
import { readKeystore } from '../../formats/keystore/read.ts'
import { unreadable } from '../http/send.ts'
import { askSandbox, type SandboxAddress } from './ask-sandbox.ts'

/** A credential of another authority that a sandbox trusts. Moments are ISO text. */
export type ExternalCredential = {
  id: string
  abn: string
  businessName: string
  name: string
  authority: string
  validTo: string
}

/** What a sandbox trusts, and what it says about revocation. */
export type TrustAnswer = { credentials: ExternalCredential[]; revocation: string }

/**
 * Has a sandbox trust the credentials of a test keystore that was made elsewhere. Only certificates are sent; neither
 * keys nor the password are needed.
 *
 * @param file bytes of the keystore file
 * @throws MandateError `keystore.*`; `kit.refused` with what the sandbox says; `kit.*`
 */
export async function trustKeystore(file: Uint8Array, address: SandboxAddress): Promise<TrustAnswer> {
  const { credentials } = readKeystore(file)
  const body = { credentials: credentials.map(({ certificates }) => certificates.map(toBase64)) }
  return await ask(address, body)
}

/** What a sandbox trusts. */
export async function listTrusted(address: SandboxAddress): Promise<TrustAnswer> {
  return await ask(address)
}

/** Has a sandbox stop trusting one of them. @throws MandateError `kit.refused` where it does not know the id */
export async function stopTrusting(id: string, address: SandboxAddress): Promise<void> {
  await askSandbox(`${path}/${encodeURIComponent(id)}`, address, undefined, 'DELETE')
}

const path = '/api/v1/sandbox/trust'

async function ask(address: SandboxAddress, body?: unknown): Promise<TrustAnswer> {
  const { url, status, answer } = await askSandbox(path, address, body)
  if (!Array.isArray(answer.credentials)) throw unreadable(url, status, 'it holds no credentials')
  return answer as unknown as TrustAnswer
}
