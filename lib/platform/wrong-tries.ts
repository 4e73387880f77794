import { formatMoment } from '../core/calendar-day.ts'
import { type Instant, instant, minute } from '../core/clock.ts'
import { MandateError } from '../core/errors/index.ts'
import type { Store } from './store/open.ts'

/** At most so many wrong tries of one person at one thing, in so many minutes. */
export type TryLimit = { personId: string; act: string; tries: number; minutes: number }

/**
 * Refuses a person who has guessed too often.
 *
 * @param now the real time: guessing is no lifecycle rule
 * @throws MandateError `common.too-many`
 */
export async function refuseGuessing(store: Store, limit: TryLimit, now: Instant): Promise<void> {
  const row = await store.wrongTries.findUnique({
    where: { personId_act: { personId: limit.personId, act: limit.act } },
  })
  if (row === null || row.count < limit.tries) return
  const until = row.since.getTime() + limit.minutes * minute
  if (until > now) throw new MandateError('common.too-many', { until: formatMoment(instant(until)) })
}

/** Counts a wrong try. Outside the transaction that failed, so that it stays counted; in one statement. */
export async function countWrongTry(store: Store, limit: TryLimit, now: Instant): Promise<void> {
  const at = new Date(now)
  const windowStart = new Date(now - limit.minutes * minute)
  await store.$executeRaw`
    INSERT INTO "WrongTries" ("personId", "act", "count", "since")
    VALUES (${limit.personId}::uuid, ${limit.act}, 1, ${at})
    ON CONFLICT ("personId", "act") DO UPDATE SET
      "count" = CASE WHEN "WrongTries"."since" <= ${windowStart} THEN 1 ELSE "WrongTries"."count" + 1 END,
      "since" = CASE WHEN "WrongTries"."since" <= ${windowStart} THEN ${at} ELSE "WrongTries"."since" END`
}

/** A right try forgives the wrong ones before it. */
export async function forgiveTries(store: Store, limit: Pick<TryLimit, 'personId' | 'act'>): Promise<void> {
  await store.wrongTries.deleteMany({ where: { personId: limit.personId, act: limit.act } })
}
