import { timeZone } from '../../../core/calendar-day.ts'
import { type Instant, instant } from '../../../core/clock.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { Prisma } from '../../../platform/store/generated/client.ts'

/** At most so many credentials in one run; the next run goes on. */
export const mostInOneRun = 500

/** The real moment as SQL, moved to the clock of the credential's business (aliases `c` and `b`). */
export function businessMoment(now: Instant): Prisma.Sql {
  return Prisma.sql`(${new Date(now)}::timestamptz + b."clockOffsetMs" * interval '1 millisecond')`
}

/** The calendar day of a moment, as SQL; days can be subtracted. */
export function daySql(moment: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(${moment} AT TIME ZONE ${timeZone})::date`
}

/** Ids of credentials for which a condition holds (aliases `c` for the credential, `b` for its business). */
export async function dueIds(
  runtime: Pick<Runtime, 'store'>,
  condition: Prisma.Sql,
): Promise<{ id: string; abn: string }[]> {
  return await runtime.store.$queryRaw<{ id: string; abn: string }[]>`
    SELECT c."id"::text AS "id", c."abn" FROM "Credential" c JOIN "Business" b ON b."abn" = c."abn"
    WHERE ${condition} ORDER BY c."notAfter" LIMIT ${mostInOneRun}`
}

/** The moment of a date column that is known to be there. */
export function momentOf(date: Date | null): Instant {
  if (date === null) throw new RangeError('a moment is missing')
  return instant(date)
}
