import { setTimeout as wait } from 'node:timers/promises'
import { toBase64 } from '../../../core/bytes.ts'
import { MandateError } from '../../../core/errors/index.ts'
import type { Certificate } from '../../../formats/pki/certificate/certificate.ts'
import type { VerifiedCertificateRequest } from '../../../formats/pki/request/read.ts'
import { openAuthority } from '../../../platform/authority/open.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import type { Credential } from '../../../platform/store/generated/client.ts'
import type { Transaction } from '../../../platform/store/open.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'
import type { CreatedCredential } from '../create/create-credential.ts'
import { abandonIssuing } from './abandon.ts'
import { certifyReserved, storeCertificate } from './certify.ts'

/**
 * Second half of issuing: signs the certificate of a reserved credential, and stores it together with what `tell`
 * writes (history, mails) in one transaction. Where that fails, the reservation is given up, and its serial revoked.
 */
export async function issueReserved(
  runtime: Runtime,
  { id, request }: { id: string; request: VerifiedCertificateRequest },
  tell: (tx: Transaction, row: Credential, certificate: Certificate) => Promise<void>,
): Promise<CreatedCredential> {
  const authority = await openAuthority(runtime)
  const row = await runtime.store.credential.findUniqueOrThrow({ where: { id } })
  let certificate: Certificate
  try {
    certificate = await certifyReserved(authority, row, request)
    await inTransaction(runtime.store, async (tx) => {
      await tell(tx, row, certificate)
      await storeCertificate(tx, id, certificate)
    })
  } catch (error) {
    await abandonIssuing(runtime, id).catch((failure: unknown) => {
      runtime.log.error('a credential could not be given up; the next run of the job does it', failure, { id })
    })
    throw error
  }
  runtime.signals.emit('credential-changed', { credentialId: id, abn: row.abn })
  return await createdCredential(runtime, { ...row, certificate: Uint8Array.from(certificate.der) })
}

const tries = 40
const pause = 50

/**
 * What an earlier sending of the same form made; one that is still being worked on is waited for, 2 s at most.
 *
 * @throws MandateError `credential.form-used`, `credential.being-issued`, `credential.issuing-interrupted`
 */
export async function issuedBefore(
  runtime: Runtime,
  { id, request }: { id: string; request: VerifiedCertificateRequest },
): Promise<CreatedCredential> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const row = await runtime.store.credential.findUniqueOrThrow({ where: { id } })
    if (row.keyHash !== request.publicKeyFingerprint) throw new MandateError('credential.form-used', { name: row.name })
    if (row.certificate !== null) return await createdCredential(runtime, row)
    if (row.status !== 'ISSUING') throw new MandateError('credential.issuing-interrupted')
    await wait(pause)
  }
  throw new MandateError('credential.being-issued')
}

async function createdCredential(
  runtime: Runtime,
  row: Pick<Credential, 'id' | 'name' | 'notBefore' | 'notAfter' | 'certificate' | 'sub'>,
): Promise<CreatedCredential> {
  const authority = await openAuthority(runtime)
  const issuers = [authority.subOf(row.sub).certificate, authority.root.certificate]
  return {
    credentialId: row.id,
    name: row.name,
    certificates: [row.certificate ?? new Uint8Array(), ...issuers.map(({ der }) => der)].map(toBase64),
    validFrom: row.notBefore.toISOString(),
    validTo: row.notAfter.toISOString(),
  }
}
