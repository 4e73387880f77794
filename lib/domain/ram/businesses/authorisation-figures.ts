import { addDays, type Day } from '../../../core/calendar-day.ts'
import { day } from '../../../core/clock.ts'
import { Prisma } from '../../../platform/store/generated/client.ts'
import type { Store } from '../../../platform/store/open.ts'
import { limits } from '../../../policy/limits.ts'
import { decide } from '../../../policy/permissions/decide.ts'
import type { Scene } from '../acting/scene.ts'

/** Numbers of a business's authorisations, by its own clock. */
export type AuthorisationFigures = {
  active: number
  pending: number
  /** Principal authorities and authorisation administrators in force. */
  administrators: number
  /** That the person of the scene can renew now, and the first of their ends. */
  renewable: number
  firstEnd: Day | null
  /** Requests not answered in time, of the last 30 days. */
  lapsed: number
  /** Whose recipients asked for a new code, in the last 30 days. */
  codesAskedFor: number
}

/** Days for which a lapsed request still asks for attention. */
export const lapsedDays = 30

/**
 * All of the figures in one question to the database. Each part follows an index to the few rows that it is about; only
 * the authorisations that say ACTIVE are counted, in their index alone, and those that are not in force today taken off
 * again. The conditions say the same as `statusAt`; a test compares the two.
 */
export async function authorisationFigures(store: Store, scene: Scene): Promise<AuthorisationFigures> {
  const { business, now, today, mine } = scene
  const { abn } = business
  const at = new Date(now)
  const since = new Date(now - lapsedDays * day)
  const lastEnd = addDays(today, limits.renewalDays)
  const reached = Prisma.sql`(("id" = ${mine.id}::uuid AND ${mayRenew(scene, 'own')}) OR
    ("id" <> ${mine.id}::uuid AND "type" IN ('STANDARD', 'BASIC') AND ${mayRenew(scene, 'other')}))`
  const inForce = Prisma.sql`("status" IN ('ACTIVE', 'ACCEPTED') AND "startDate" <= ${today} AND ("endDate" IS NULL OR "endDate" >= ${today}))`
  const of = Prisma.sql`FROM "Authorisation" WHERE "abn" = ${abn} AND`
  const principal = Prisma.sql`"type" IN ('PRINCIPAL_AUTHORITY', 'GOVERNMENT_REPRESENTATIVE', 'INDIRECT_ASSOCIATE', 'RESPONSIBLE_AUTHORITY')`
  const [row] = await store.$queryRaw<{ [name in keyof AuthorisationFigures]: bigint | string | null }[]>`
    WITH "ending" AS MATERIALIZED (
      SELECT "endDate" ${of} "endDate" >= ${today} AND "endDate" <= ${lastEnd} AND ${inForce} AND ${reached})
    SELECT
      (SELECT count(*) ${of} "status" = 'ACTIVE')
        - (SELECT count(*) ${of} "status" = 'ACTIVE' AND "endDate" < ${today})
        - (SELECT count(*) ${of} "status" = 'ACTIVE' AND "startDate" > ${today} AND ("endDate" IS NULL OR "endDate" >= ${today}))
        + (SELECT count(*) ${of} "status" = 'ACCEPTED' AND ${inForce}) AS "active",
      (SELECT count(*) ${of} "status" = 'PENDING' AND "codeExpiresAt" > ${at}) AS "pending",
      (SELECT count(*) ${of} "isAdministrator" AND ${inForce})
        + (SELECT count(*) ${of} NOT "isAdministrator" AND ${principal} AND ${inForce}) AS "administrators",
      (SELECT count(*) FROM "ending") AS "renewable",
      (SELECT min("endDate") FROM "ending") AS "firstEnd",
      (SELECT count(*) ${of} "codeExpiresAt" > ${since} AND "codeExpiresAt" <= ${at} AND "newCodeAskedAt" IS NULL
        AND ("status" = 'PENDING' OR "inactiveReason" = 'CODE_EXPIRED')) AS "lapsed",
      (SELECT count(*) ${of} "newCodeAskedAt" > ${since}) AS "codesAskedFor"`
  const number = (name: keyof AuthorisationFigures) => Number(row?.[name] ?? 0)
  return {
    active: number('active'),
    pending: number('pending'),
    administrators: number('administrators'),
    renewable: number('renewable'),
    firstEnd: (row?.firstEnd ?? null) as Day | null,
    lapsed: number('lapsed'),
    codesAskedFor: number('codesAskedFor'),
  }
}

function mayRenew({ asker, mine }: Scene, relationship: 'own' | 'other'): boolean {
  const type = relationship === 'own' ? mine.type : 'STANDARD'
  return decide('renew-authorisation', asker, { relationship, type }).allowed
}
