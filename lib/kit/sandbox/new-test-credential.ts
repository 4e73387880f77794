import { createPrivateKey } from 'node:crypto'
import { onlyAttribute } from '../../formats/pki/certificate/name.ts'
import { readCertificate } from '../../formats/pki/certificate/read.ts'
import type { KitCredential } from '../keystore/credential.ts'
import { createSandboxCredential, type SandboxCredentialOptions } from './create-credential.ts'

/**
 * Makes a test credential that lives in the memory of this process only, as tests of renewal and revocation need one.
 *
 * @throws MandateError `kit.refused` with what the sandbox says; `kit.*`
 */
export async function newTestCredential(options: SandboxCredentialOptions): Promise<KitCredential> {
  const { certificates, privateKeyPkcs8 } = await createSandboxCredential(options)
  const [leaf] = certificates as [Uint8Array]
  const { notAfter, subject } = readCertificate(leaf)
  const name = onlyAttribute(subject, 'CN') ?? options.name
  return {
    id: `ABRD:${options.abn}_${name}`,
    name,
    abn: options.abn,
    certificate: leaf,
    root: certificates.length > 1 ? certificates.at(-1) : undefined,
    privateKey: createPrivateKey({ key: Buffer.from(privateKeyPkcs8), format: 'der', type: 'pkcs8' }),
    notAfter,
  }
}
