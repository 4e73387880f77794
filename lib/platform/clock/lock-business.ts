import type { Abn } from '../../core/abn.ts'
import type { Clock } from '../../core/clock.ts'
import { MandateError } from '../../core/errors/index.ts'
import type { Transaction } from '../store/open.ts'
import { type BusinessTime, timeWith } from './business-clock.ts'

export type LockedBusiness = BusinessTime & { abn: Abn; name: string; entityType: string }

/**
 * Takes the lock of a business until the transaction ends, so that whoever changes what belongs to it comes one after
 * the other. Take it before anything else of the business is read; several at once by {@link lockBusinesses}.
 *
 * @throws MandateError `common.not-found` when the business is not known
 */
export async function lockBusiness(tx: Transaction, clock: Clock, abn: Abn): Promise<LockedBusiness> {
  return (await lockBusinesses(tx, clock, [abn]))[0] as LockedBusiness
}

/** Locks several businesses, always in the order of their ABNs, so that two transactions never wait for each other. */
export async function lockBusinesses(tx: Transaction, clock: Clock, abns: readonly Abn[]): Promise<LockedBusiness[]> {
  const locked = new Map<string, LockedBusiness>()
  for (const abn of [...new Set(abns)].sort()) {
    // NO KEY UPDATE: rows that only refer to the business can still be written.
    const [row] = await tx.$queryRaw<{ name: string; entityType: string; clockOffsetMs: bigint }[]>`
      SELECT "name", "entityType", "clockOffsetMs" FROM "Business" WHERE "abn" = ${abn} FOR NO KEY UPDATE`
    if (row === undefined) throw new MandateError('common.not-found')
    locked.set(abn, { abn, name: row.name, entityType: row.entityType, ...timeWith(clock, row.clockOffsetMs) })
  }
  return abns.map((abn) => locked.get(abn) as LockedBusiness)
}
