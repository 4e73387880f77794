import type { Abn } from '../../../../core/abn.ts'
import { addDays, type Day, dayOf, daysBetween } from '../../../../core/calendar-day.ts'
import { lockBusiness } from '../../../../platform/clock/lock-business.ts'
import type { Runtime } from '../../../../platform/runtime/runtime.ts'
import type { Authorisation, Prisma } from '../../../../platform/store/generated/client.ts'
import { inTransaction } from '../../../../platform/store/transaction.ts'
import { statusAt } from '../../../../policy/authorisations/lifecycle.ts'
import { limits } from '../../../../policy/limits.ts'
import { permissionMatrix } from '../../../../policy/permissions/acts.ts'
import { roleOf } from '../../../../policy/permissions/roles.ts'
import { type ChangeTools, changeTools, noEffects, tellTheHouse } from '../../acting/change-tools.ts'
import { administratorEmails } from '../../mails/recipients.ts'
import { renewalDueMail, renewalsDueMail } from '../../mails/renewal-mails.ts'

/** Authorisations of one business reminded of in one transaction. */
const batchSize = 200

/**
 * Sends the reminders before an end date: to each holder, and one mail for all of them to each administrator of the
 * business. Each rung of the ladder is mailed once for an end date; a run that comes late mails the latest rung only.
 *
 * @returns authorisations reminded of
 */
export async function remindOfRenewals(runtime: Runtime): Promise<number> {
  let reminded = 0
  for (const abn of await businessesWithEnds(runtime)) reminded += await remindBusinessOfRenewals(runtime, abn)
  return reminded
}

/** The rung of the ladder that applies so many days before the end, or null before the first. */
export function rungFor(daysLeft: number): number | null {
  const reached = limits.renewalReminderDays.filter((rung) => daysLeft <= rung)
  return daysLeft < 0 || reached.length === 0 ? null : Math.min(...reached)
}

async function businessesWithEnds({ store, clock }: Runtime): Promise<Abn[]> {
  const today = dayOf(clock.now())
  const [near, moved] = await Promise.all([
    store.authorisation.findMany({ where: unreminded(today), distinct: ['abn'], select: { abn: true } }),
    store.business.findMany({ where: { clockOffsetMs: { not: 0n } }, select: { abn: true } }),
  ])
  return [...new Set([...near, ...moved].map(({ abn }) => abn))].sort() as Abn[]
}

/** The same for one business; to be called when its clock was moved. */
export async function remindBusinessOfRenewals(runtime: Runtime, abn: Abn): Promise<number> {
  let effects = noEffects()
  const count = await inTransaction(runtime.store, async (tx) => {
    effects = noEffects()
    const business = await lockBusiness(tx, runtime.clock, abn)
    const tools = changeTools(tx, runtime, business, 'system', effects)
    const rows = await tx.authorisation.findMany({
      where: { AND: [{ abn }, unreminded(business.today)] },
      orderBy: [{ endDate: 'asc' }, { id: 'asc' }],
      take: batchSize,
    })
    const due = rows.filter((row) => statusAt(row, business.now, business.today).status === 'ACTIVE')
    if (due.length > 0) await remind(tools, due)
    return due.length
  })
  if (count > 0) tellTheHouse(runtime, [], effects)
  return count
}

async function remind(tools: ChangeTools, due: readonly Authorisation[]): Promise<void> {
  const { tx, runtime, today } = tools
  const at = runtime.clock.now()
  for (const row of due) {
    const rung = rungFor(daysBetween(today, row.endDate as Day))
    if (rung === null) continue
    await tx.authorisation.update({ where: { id: row.id }, data: { renewalReminder: rung } })
    const cell = permissionMatrix['renew-authorisation'].cells[roleOf(row)]
    const mayRenew = cell === 'own' || cell === 'all'
    await tools.mail(renewalDueMail(runtime.settings, tools, row, { rung, mayRenew, at }))
  }
  const others = due.filter((row) => row.type === 'STANDARD' || row.type === 'BASIC')
  if (others.length === 0) return
  for (const to of await administratorEmails(tools)) {
    await tools.mail(renewalsDueMail(runtime.settings, tools, others, { to, today }))
  }
}

/** Authorisations near their end whose present rung was not mailed. */
function unreminded(today: Day): Prisma.AuthorisationWhereInput {
  const rungs = [...limits.renewalReminderDays].sort((a, b) => a - b)
  return {
    status: { in: ['ACTIVE', 'ACCEPTED'] },
    startDate: { lte: today },
    endDate: { gte: today, lte: addDays(today, Math.max(...rungs)) },
    OR: rungs.map((rung) => ({
      endDate: { lte: addDays(today, rung) },
      OR: [{ renewalReminder: null }, { renewalReminder: { gt: rung } }],
    })),
  }
}
