import { type Instant, instant } from '../../../core/clock.ts'
import type { RevocationReason as ListReason, RevokedCertificate } from '../../../formats/pki/crl/entry.ts'
import { Prisma } from '../../../platform/store/generated/client.ts'
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

/**
 * Every revoked credential of one Sub CA whose certificate has not expired by the real clock. They come as one text: a hundred
 * thousand rows one by one would take seconds.
 */
export async function readRevokedSerials(
  store: Store,
  { sub, now }: { sub: number; now: Instant },
  only?: { ids: readonly string[] },
): Promise<RevokedSerial[]> {
  const chosen = only === undefined ? Prisma.empty : Prisma.sql`AND "id" = ANY(${[...only.ids]}::uuid[])`
  const [all] = await store.$queryRaw<{ lines: string | null }[]>`
    SELECT string_agg(concat_ws(' ', "id", "serial", "revocationReason",
      trunc(extract(epoch FROM "revokedAt") * 1000), trunc(extract(epoch FROM "notAfter") * 1000)), ',') AS "lines"
    FROM "Credential"
    WHERE "sub" = ${sub} AND "status" = 'REVOKED' AND "notAfter" >= ${new Date(now)} ${chosen}`
  if (!all?.lines) return []
  return all.lines.split(',').map((line) => {
    const [id = '', serialHex = '', reason = '', revokedAt, notAfter] = line.split(' ')
    return {
      id,
      serialHex,
      // A business that travels in time may have revoked in what is the future for everybody else.
      revokedAt: instant(Math.min(Number(revokedAt), now)),
      reason: listReasons[reason as RevocationReason],
      notAfter: instant(Number(notAfter)),
    }
  })
}

/** How many these are: a cheap question whether another process revoked something. */
export async function countRevokedSerials(store: Store, { sub, now }: { sub: number; now: Instant }): Promise<number> {
  return await store.credential.count({ where: { sub, status: 'REVOKED', notAfter: { gte: new Date(now) } } })
}

/** The next number of a list; numbers only ever count up, whichever process takes one. */
export async function nextListNumber(store: Store, name: string): Promise<bigint> {
  const [row] = await store.$queryRaw<{ value: bigint }[]>`
    INSERT INTO "Counter" ("name", "value") VALUES (${`crl/${name}`}, 1)
    ON CONFLICT ("name") DO UPDATE SET "value" = "Counter"."value" + 1
    RETURNING "value"`
  return row?.value ?? 1n
}
