import { createHash } from 'node:crypto'
import { askSandbox, type SandboxAddress } from './ask-sandbox.ts'

/**
 * Has a sandbox revoke a test credential, without a person: for tests of what follows. Only its certificate is needed,
 * of which a fingerprint is sent.
 *
 * @param certificate DER
 * @throws MandateError `kit.refused` with what the sandbox says; `kit.*`
 */
export async function revokeSandboxCredential(certificate: Uint8Array, address: SandboxAddress): Promise<void> {
  const fingerprint = createHash('sha256').update(certificate).digest('hex')
  await askSandbox('/api/v1/sandbox/credentials/revocation', address, { fingerprint })
}
