import type { Abn } from '../../../core/abn.ts'
import type { Instant } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { type Random, uuid } from '../../../core/random.ts'
import { newSerial } from '../../../formats/pki/certificate/serial.ts'
import { validityFrom } from '../../../formats/pki/profile/validity.ts'
import type { VerifiedCertificateRequest } from '../../../formats/pki/request/read.ts'
import type { SubAuthority } from '../../../platform/authority/authority.ts'
import type { Transaction } from '../../../platform/store/open.ts'
import type { CredentialName } from '../rules/credential-name.ts'

/** A credential that is to be. */
export type Reservation = {
  abn: Abn
  name: CredentialName
  request: VerifiedCertificateRequest
  createdBy: { id: string | null; name: string }
  custodianId: string | null
  isTest: boolean
  renewsId: string | null
  /** The business's clock. */
  now: Instant
}

/**
 * Records a credential with its serial number and its key before anything is signed: from here on the database knows
 * every certificate that could come to be.
 *
 * @returns the id of the credential
 * @throws MandateError `certificate-request.key-already-certified`
 */
export async function reserveCredential(
  tx: Transaction,
  { random, sub }: { random: Random; sub: Pick<SubAuthority, 'number' | 'leafProfile'> },
  { abn, name, request, createdBy, custodianId, isTest, renewsId, now }: Reservation,
): Promise<string> {
  const id = uuid(random)
  const { notBefore, notAfter } = validityFrom(now, sub.leafProfile)
  // A conflict must not end the transaction, so that its error can be told apart from that of a form sent twice.
  const { count } = await tx.credential.createMany({
    data: {
      id,
      abn,
      name,
      status: 'ISSUING',
      serial: newSerial(random).hex,
      sub: sub.number,
      keyHash: request.publicKeyFingerprint,
      notBefore: new Date(notBefore),
      notAfter: new Date(notAfter),
      createdById: createdBy.id,
      createdByName: createdBy.name,
      custodianId,
      isTest,
      renewsId,
      createdAt: new Date(now),
    },
    skipDuplicates: true,
  })
  if (count === 0) throw new MandateError('certificate-request.key-already-certified')
  return id
}
