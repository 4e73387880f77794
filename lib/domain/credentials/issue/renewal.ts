import type { Abn } from '../../../core/abn.ts'
import { type Day, dayOf, formatDay, startOfDay } from '../../../core/calendar-day.ts'
import { instant } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import type { BusinessTime } from '../../../platform/clock/business-clock.ts'
import type { Credential } from '../../../platform/store/generated/client.ts'
import type { Store, Transaction } from '../../../platform/store/open.ts'
import { revokeRow } from '../record/revoke-row.ts'
import { isRenewalOpen, lastDayOf, renewalOpensOn } from '../record/show-row.ts'
import { requireTransition, stateAt } from '../rules/lifecycle.ts'

/**
 * The credential that is to be renewed: one of the business's, still working, within the window before its end.
 *
 * @throws MandateError `common.not-found`, `credential.revoked`, `credential.expired`, `credential.renewal-too-early`
 */
export async function requireRenewable(
  db: Store | Transaction,
  { abn, id, time }: { abn: Abn; id: string; time: BusinessTime },
): Promise<Credential> {
  const row = await db.credential.findFirst({ where: { id, abn, sha256Fingerprint: { not: null }, isTest: false } })
  if (row === null) throw new MandateError('common.not-found')
  const state = stateAt(row, time.now)
  requireTransition(state, 'revoke', row)
  if (!isRenewalOpen(row, state, time)) {
    const from = formatDay(renewalOpensOn(row) as Day)
    throw new MandateError('credential.renewal-too-early', { name: row.name, from })
  }
  return row
}

/** The last day that a renewal may set for the revocation of the old credential. */
export function latestRevocation({ notAfter }: Pick<Credential, 'notAfter'>): Day {
  return lastDayOf(instant(notAfter))
}

/** @throws MandateError `credential.renewal-date` */
export function requireRevocationDay(previous: Pick<Credential, 'notAfter'>, day: Day, { today }: BusinessTime): void {
  if (day < today || day > latestRevocation(previous)) {
    throw new MandateError('credential.renewal-date', { date: formatDay(day) })
  }
}

/** Revokes the old credential, at once if `day` is today, or sets the moment for it. @returns true when at once */
export async function retirePrevious(
  tx: Transaction,
  { id, day, time }: { id: string; day: Day; time: BusinessTime },
): Promise<boolean> {
  const row = await tx.credential.findUniqueOrThrow({ where: { id } })
  if (!stateAt(row, time.now).works) return false
  if (day > dayOf(time.now)) {
    const revokeAt = new Date(startOfDay(day))
    await tx.credential.update({ where: { id }, data: { revokeAt, version: { increment: 1 } } })
    return false
  }
  await revokeRow(tx, { id, version: row.version, at: time.now, reason: 'SUPERSEDED' })
  return true
}
