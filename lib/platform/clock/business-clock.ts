import type { Abn } from '../../core/abn.ts'
import { type Day, dayOf } from '../../core/calendar-day.ts'
import { type Clock, type Instant, instant } from '../../core/clock.ts'
import type { Store, Transaction } from '../store/open.ts'

/** A business's own time: lifecycle rules run by it. */
export type BusinessTime = { now: Instant; today: Day }

/** The business's own moment: the real one, moved by what the sandbox's time travel added. */
export async function businessNow(tx: Transaction | Store, clock: Clock, abn: Abn | string): Promise<Instant> {
  return (await businessTime(tx, clock, abn)).now
}

/** The business's own moment and day. A business that is not known has the real time. */
export async function businessTime(tx: Transaction | Store, clock: Clock, abn: Abn | string): Promise<BusinessTime> {
  const business = await tx.business.findUnique({ where: { abn }, select: { clockOffsetMs: true } })
  return timeWith(clock, business?.clockOffsetMs ?? 0n)
}

/** The time of a business whose row has been read already. */
export function timeWith(clock: Clock, clockOffsetMs: bigint): BusinessTime {
  const now = instant(clock.now() + Number(clockOffsetMs))
  return { now, today: dayOf(now) }
}
