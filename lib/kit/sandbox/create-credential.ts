import type { Abn } from '../../core/abn.ts'
import { toBase64 } from '../../core/bytes.ts'
import type { NewKeystoreCredential } from '../../formats/keystore/keystore.ts'
import { certificatesFor, makeKey } from '../keystore/new-key.ts'
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
  const { privateKeyPkcs8, certificateRequest } = await makeKey({ abn, name })
  const body = { abn, name, certificateRequest: toBase64(certificateRequest) }
  const answer = await askSandbox('/api/v1/sandbox/credentials', options, body)
  return { certificates: certificatesFor(privateKeyPkcs8, answer), privateKeyPkcs8 }
}
