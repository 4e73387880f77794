import type { Abn } from '../../../core/abn.ts'
import { dayOf, daysBetween } from '../../../core/calendar-day.ts'
import { day, instant } from '../../../core/clock.ts'
import { lockBusiness } from '../../../platform/clock/lock-business.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { Prisma } from '../../../platform/store/generated/client.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'
import { limits } from '../../../policy/limits.ts'
import { claimersOf, distinct, holderOf } from '../mails/recipients.ts'
import { sendToEach } from '../mails/send.ts'
import { expiringMail } from '../mails/write.ts'
import { stateAt } from '../rules/lifecycle.ts'
import { businessMoment, daySql, dueIds } from './due.ts'

const rungs = limits.credentialExpiryReminderDays

/**
 * Warns of credentials that expire, once at each rung of the ladder: 90, 60, 30, 14, 7 and 1 days before. Where several
 * rungs went by at once, the last one stands for all. A renewed credential is quiet.
 *
 * @returns how many mails were queued
 */
export async function remindOfExpiry(runtime: Runtime): Promise<number> {
  const now = runtime.clock.now()
  const moment = businessMoment(now)
  const widest = new Date(now + (Math.max(...rungs) + 1) * day)
  const due = await dueIds(
    runtime,
    Prisma.sql`c."status" IN ('ACTIVE', 'SUSPENDED') AND c."isTest" = false AND c."notAfter" > ${moment}
      AND c."notAfter" <= ${widest}::timestamptz
        + (SELECT COALESCE(max("clockOffsetMs"), 0) FROM "Business") * interval '1 millisecond'
      AND (
        SELECT min(rung) FROM unnest(${[...rungs]}::int[]) AS rung
        WHERE ${daySql(Prisma.sql`c."notAfter"`)} - ${daySql(moment)} <= rung
      ) < COALESCE(c."expiryReminded", 10000)
      AND NOT EXISTS (
        SELECT 1 FROM "Credential" n WHERE n."renewsId" = c."id" AND n."status" IN ('ACTIVE', 'SUSPENDED'))`,
  )
  let mails = 0
  for (const { id, abn } of due) mails += await remind(runtime, id, abn as Abn)
  return mails
}

async function remind(runtime: Runtime, id: string, abn: Abn): Promise<number> {
  return await inTransaction(runtime.store, async (tx) => {
    const { now, today, name } = await lockBusiness(tx, runtime.clock, abn)
    const row = await tx.credential.findUniqueOrThrow({ where: { id } })
    if (!stateAt(row, now).works) return 0
    const daysLeft = daysBetween(today, dayOf(instant(row.notAfter)))
    const rung = Math.min(...rungs.filter((reached) => daysLeft <= reached))
    if (!Number.isFinite(rung) || rung >= (row.expiryReminded ?? Number.POSITIVE_INFINITY)) return 0
    await tx.credential.update({ where: { id }, data: { expiryReminded: rung } })
    const place = { abn, now, today }
    const holder = await holderOf(tx, place, row.custodianId)
    const recipients = distinct(holder.length > 0 ? holder : await claimersOf(tx, place))
    const of = { ...row, business: { abn, name }, publicUrl: runtime.settings.publicUrl }
    return await sendToEach(tx, expiringMail(of, { rung, daysLeft }), recipients, runtime.clock.now())
  })
}
