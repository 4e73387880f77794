import { type Instant, instant } from '../../../core/clock.ts'
import type { RevocationReason as ListReason, RevokedCertificate } from '../../../formats/pki/crl/entry.ts'
import type { RevocationReason } from '../../../platform/store/generated/enums.ts'
import type { Store } from '../../../platform/store/open.ts'

/** Our reasons by their names in RFC 5280. */
export const listReasons: Record<RevocationReason, ListReason> = {
  UNSPECIFIED: 'unspecified',
  KEY_COMPROMISE: 'keyCompromise',
  AFFILIATION_CHANGED: 'affiliationChanged',
  SUPERSEDED: 'superseded',
  CESSATION_OF_OPERATION: 'cessationOfOperation',
}

/** A revoked credential as lists and answers tell it. Given-up ones are among them: their serial may be signed. */
export type RevokedSerial = RevokedCertificate & { id: string; notAfter: Instant }

/** Every revoked credential whose certificate has not expired by the real clock. */
export async function readRevokedSerials(
  store: Store,
  now: Instant,
  only?: { ids: readonly string[] },
): Promise<RevokedSerial[]> {
  const rows = await store.credential.findMany({
    where: { status: 'REVOKED', notAfter: { gte: new Date(now) }, ...(only ? { id: { in: [...only.ids] } } : {}) },
    select: { id: true, serial: true, revokedAt: true, revocationReason: true, notAfter: true },
  })
  return rows.map(({ id, serial, revokedAt, revocationReason, notAfter }) => ({
    id,
    serialHex: serial,
    // A business that travels in time may have revoked in what is the future for everybody else.
    revokedAt: instant(Math.min(revokedAt?.getTime() ?? now, now)),
    reason: listReasons[revocationReason ?? 'UNSPECIFIED'],
    notAfter: instant(notAfter),
  }))
}

/** How many these are: a cheap question whether another process revoked something. */
export async function countRevokedSerials(store: Store, now: Instant): Promise<number> {
  return await store.credential.count({ where: { status: 'REVOKED', notAfter: { gte: new Date(now) } } })
}

/** The next number of a list; numbers only ever count up, whichever process takes one. */
export async function nextListNumber(store: Store, name: string): Promise<bigint> {
  const [row] = await store.$queryRaw<{ value: bigint }[]>`
    INSERT INTO "Counter" ("name", "value") VALUES (${`crl/${name}`}, 1)
    ON CONFLICT ("name") DO UPDATE SET "value" = "Counter"."value" + 1
    RETURNING "value"`
  return row?.value ?? 1n
}
