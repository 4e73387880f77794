import type { Abn } from '../../../core/abn.ts'
import { instant } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import type { Certificate } from '../../../formats/pki/certificate/certificate.ts'
import { readCertificate } from '../../../formats/pki/certificate/read.ts'
import { parseSerial } from '../../../formats/pki/certificate/serial.ts'
import { issueCertificate } from '../../../formats/pki/issue/issue.ts'
import { machineSubject } from '../../../formats/pki/request/create.ts'
import type { VerifiedCertificateRequest } from '../../../formats/pki/request/read.ts'
import type { Authority } from '../../../platform/authority/authority.ts'
import type { Credential } from '../../../platform/store/generated/client.ts'
import type { Transaction } from '../../../platform/store/open.ts'

type Reserved = Pick<Credential, 'abn' | 'name' | 'serial' | 'sub' | 'keyHash' | 'notBefore' | 'notAfter'>

/** Makes the certificate of a reserved credential, from the database's row and the key that the request proved. */
export async function certifyReserved(
  authority: Authority,
  row: Reserved,
  request: VerifiedCertificateRequest,
): Promise<Certificate> {
  if (row.keyHash !== request.publicKeyFingerprint) throw new MandateError('common.internal')
  const issuer = authority.subOf(row.sub)
  const der = await issueCertificate({
    profile: issuer.leafProfile,
    subject: machineSubject(row.abn as Abn, row.name),
    publicKeySpki: request.publicKeySpki,
    issuer,
    serial: parseSerial({ hex: row.serial }),
    notBefore: instant(row.notBefore),
    notAfter: instant(row.notAfter),
  })
  return readCertificate(der)
}

/**
 * Stores the certificate of a reserved credential, which is in use from now on.
 *
 * @throws MandateError `credential.issuing-interrupted` when it was given up meanwhile
 */
export async function storeCertificate(tx: Transaction, id: string, certificate: Certificate): Promise<void> {
  const { count } = await tx.credential.updateMany({
    where: { id, status: 'ISSUING' },
    data: {
      status: 'ACTIVE',
      certificate: Uint8Array.from(certificate.der),
      sha1Fingerprint: certificate.fingerprints.sha1,
      sha256Fingerprint: certificate.fingerprints.sha256,
      version: { increment: 1 },
    },
  })
  if (count === 0) throw new MandateError('credential.issuing-interrupted')
}
