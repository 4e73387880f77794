import { addDays, type Day } from '../../../core/calendar-day.ts'
import { day } from '../../../core/clock.ts'
import type { Store } from '../../../platform/store/open.ts'
import { decide } from '../../../policy/decide.ts'
import { limits } from '../../../policy/limits.ts'
import type { Scene } from '../scene.ts'

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
 * All of the figures in one walk over the business's authorisations; counting each by itself would be seven. The
 * conditions say the same as `statusAt`; a test compares the two.
 */
export async function authorisationFigures(store: Store, scene: Scene): Promise<AuthorisationFigures> {
  const { business, now, today, mine } = scene
  const at = new Date(now)
  const since = new Date(now - lapsedDays * day)
  const lastEnd = addDays(today, limits.renewalDays)
  const renewsOwn = mayRenew(scene, 'own')
  const renewsOthers = mayRenew(scene, 'other')
  const [row] = await store.$queryRaw<{ [name in keyof AuthorisationFigures]: bigint | string | null }[]>`
    WITH "own" AS (
      SELECT *,
        "status" IN ('ACTIVE', 'ACCEPTED') AND "startDate" <= ${today} AND ("endDate" IS NULL OR "endDate" >= ${today}) AS "inForce",
        ("id" = ${mine.id}::uuid AND ${renewsOwn}) OR
          ("id" <> ${mine.id}::uuid AND "type" IN ('STANDARD', 'BASIC') AND ${renewsOthers}) AS "reached"
      FROM "Authorisation" WHERE "abn" = ${business.abn})
    SELECT
      count(*) FILTER (WHERE "inForce") AS "active",
      count(*) FILTER (WHERE "status" = 'PENDING' AND "codeExpiresAt" > ${at}) AS "pending",
      count(*) FILTER (WHERE "inForce" AND ("isAdministrator" OR "type" NOT IN ('STANDARD', 'BASIC'))) AS "administrators",
      count(*) FILTER (WHERE "inForce" AND "reached" AND "endDate" <= ${lastEnd}) AS "renewable",
      min("endDate") FILTER (WHERE "inForce" AND "reached" AND "endDate" <= ${lastEnd}) AS "firstEnd",
      count(*) FILTER (WHERE "codeExpiresAt" > ${since} AND "codeExpiresAt" <= ${at} AND "newCodeAskedAt" IS NULL
        AND ("status" = 'PENDING' OR "inactiveReason" = 'CODE_EXPIRED')) AS "lapsed",
      count(*) FILTER (WHERE "newCodeAskedAt" > ${since}) AS "codesAskedFor"
    FROM "own"`
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
