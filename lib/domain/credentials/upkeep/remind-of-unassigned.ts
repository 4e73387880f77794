import type { Abn } from '../../../core/abn.ts'
import { dayOf, daysBetween } from '../../../core/calendar-day.ts'
import { lockBusiness } from '../../../platform/clock/lock-business.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { Prisma } from '../../../platform/store/generated/client.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'
import { limits } from '../../../policy/limits.ts'
import { claimersOf } from '../mails/recipients.ts'
import { sendToEach } from '../mails/send.ts'
import { unassignedMail } from '../mails/write.ts'
import { stateAt } from '../rules/lifecycle.ts'
import { businessMoment, daySql, dueIds, momentOf } from './due.ts'

/** Asks again for somebody to claim a credential, on days 30 and 53. @returns how many mails were queued */
export async function remindOfUnassigned(runtime: Runtime): Promise<number> {
  const moment = businessMoment(runtime.clock.now())
  const stages = limits.unassignedReminderDays.filter((stage) => stage > 0)
  const due = await dueIds(
    runtime,
    Prisma.sql`c."status" = 'SUSPENDED' AND c."worksUntil" > ${moment} AND c."notAfter" > ${moment}
      AND COALESCE(c."unassignedReminded", 0) < (
        SELECT COALESCE(max(stage), 0) FROM unnest(${[...stages]}::int[]) AS stage
        WHERE ${daySql(moment)} - ${daySql(Prisma.sql`c."unassignedAt"`)} >= stage)`,
  )
  let mails = 0
  for (const { id, abn } of due) mails += await remind(runtime, id, abn as Abn)
  return mails
}

async function remind(runtime: Runtime, id: string, abn: Abn): Promise<number> {
  return await inTransaction(runtime.store, async (tx) => {
    const { now, today, name } = await lockBusiness(tx, runtime.clock, abn)
    const row = await tx.credential.findUniqueOrThrow({ where: { id } })
    if (stateAt(row, now).status !== 'suspended') return 0
    const days = daysBetween(dayOf(momentOf(row.unassignedAt)), today)
    const stage = limits.unassignedReminderDays.filter((reached) => reached <= days).at(-1) ?? 0
    if (stage === 0 || stage <= (row.unassignedReminded ?? 0)) return 0
    await tx.credential.update({ where: { id }, data: { unassignedReminded: stage } })
    const of = { ...row, business: { abn, name }, publicUrl: runtime.settings.publicUrl }
    const mail = unassignedMail(of, { stage, worksUntil: momentOf(row.worksUntil) })
    return await sendToEach(tx, mail, await claimersOf(tx, { abn, now, today }), runtime.clock.now())
  })
}
