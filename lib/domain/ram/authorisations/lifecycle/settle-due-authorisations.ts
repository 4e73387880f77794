import type { Abn } from '../../../../core/abn.ts'
import { dayOf } from '../../../../core/calendar-day.ts'
import type { BusinessTime } from '../../../../platform/clock/business-clock.ts'
import { timeWith } from '../../../../platform/clock/business-clock.ts'
import { lockBusiness } from '../../../../platform/clock/lock-business.ts'
import type { Runtime } from '../../../../platform/runtime/runtime.ts'
import type { CloudNotification, Prisma } from '../../../../platform/store/generated/client.ts'
import { inTransaction } from '../../../../platform/store/transaction.ts'
import { notificationStatusAt } from '../../../../policy/cloud-notification.ts'
import { type ChangeTools, changeTools, noEffects, tellTheHouse } from '../../acting/change-tools.ts'
import { settleAuthorisation } from './change-status.ts'

/** What one run wrote down. */
export type SettledAuthorisations = { authorisations: number; notifications: number }

/** Rows of one business in one transaction; more wait for the next round of the same run. */
const batchSize = 200

/**
 * Writes down what time has done to authorisations and notifications: accepted ones start, ended ones end, codes
 * lapse. Statuses are right before that too, since everything that asks computes them; this gives history its entries
 * and machine credentials their unassignment. A job runs it every minute, in several processes at once if need be.
 */
export async function settleDueAuthorisations(runtime: Runtime): Promise<SettledAuthorisations> {
  const done: SettledAuthorisations = { authorisations: 0, notifications: 0 }
  for (const abn of await dueBusinesses(runtime)) {
    const settled = await settleBusiness(runtime, abn)
    done.authorisations += settled.authorisations
    done.notifications += settled.notifications
  }
  return done
}

/** The same for one business; to be called when its clock was moved. */
export async function settleBusiness(runtime: Runtime, abn: Abn): Promise<SettledAuthorisations> {
  const done: SettledAuthorisations = { authorisations: 0, notifications: 0 }
  for (;;) {
    const batch = await settleBatch(runtime, abn)
    done.authorisations += batch.authorisations
    done.notifications += batch.notifications
    if (batch.authorisations < batchSize && batch.notifications < batchSize) return done
  }
}

/** Businesses with something due: by the real clock, and by their own where it was moved. */
async function dueBusinesses({ store, clock }: Runtime): Promise<Abn[]> {
  const now = clock.now()
  const time = { now, today: dayOf(now) }
  const moved = await store.business.findMany({
    where: { clockOffsetMs: { not: 0n } },
    select: { abn: true, clockOffsetMs: true },
  })
  const movedAbns = moved.map(({ abn }) => abn)
  const [authorisations, notifications] = await Promise.all([
    store.authorisation.findMany({
      where: { AND: [dueAuthorisations(time), { abn: { notIn: movedAbns } }] },
      distinct: ['abn'],
      select: { abn: true },
    }),
    store.cloudNotification.findMany({
      where: { AND: [dueNotifications(time), { clientAbn: { notIn: movedAbns } }] },
      distinct: ['clientAbn'],
      select: { clientAbn: true },
    }),
  ])
  const due = new Set([...authorisations.map(({ abn }) => abn), ...notifications.map(({ clientAbn }) => clientAbn)])
  for (const { abn, clockOffsetMs } of moved) {
    const own = timeWith(clock, clockOffsetMs)
    const [one, other] = await Promise.all([
      store.authorisation.findFirst({ where: { AND: [{ abn }, dueAuthorisations(own)] }, select: { id: true } }),
      store.cloudNotification.findFirst({
        where: { AND: [{ clientAbn: abn }, dueNotifications(own)] },
        select: { id: true },
      }),
    ])
    if (one !== null || other !== null) due.add(abn)
  }
  return [...due].sort() as Abn[]
}

async function settleBatch(runtime: Runtime, abn: Abn): Promise<SettledAuthorisations> {
  let effects = noEffects()
  const done = await inTransaction(runtime.store, async (tx) => {
    effects = noEffects()
    const business = await lockBusiness(tx, runtime.clock, abn)
    const tools = changeTools(tx, runtime, business, 'system', effects)
    const due = { orderBy: { id: 'asc' }, take: batchSize } as const
    const authorisations = await tx.authorisation.findMany({
      where: { AND: [{ abn }, dueAuthorisations(business)] },
      ...due,
    })
    for (const authorisation of authorisations) await settleAuthorisation(tools, authorisation)
    const notifications = await tx.cloudNotification.findMany({
      where: { AND: [{ clientAbn: abn }, dueNotifications(business)] },
      ...due,
    })
    for (const notification of notifications) await endNotification(tools, notification)
    return { authorisations: authorisations.length, notifications: notifications.length }
  })
  if (done.authorisations + done.notifications > 0) tellTheHouse(runtime, [abn], effects)
  return done
}

/** A notification whose last day has passed ends; it is told in the client's history, whose clock it runs by. */
async function endNotification(tools: ChangeTools, notification: CloudNotification): Promise<void> {
  const { id, softwareId, providerAbn, endDate } = notification
  if (notificationStatusAt(notification, tools.today) !== 'ENDED') return
  await tools.tx.cloudNotification.update({ where: { id }, data: { status: 'ENDED', version: { increment: 1 } } })
  await tools.record({
    category: 'NOTIFICATION',
    act: 'notification-ended',
    subject: { id, name: `${softwareId} (${providerAbn})` },
    details: { client: tools.name, softwareId, endDate },
  })
}

function dueAuthorisations({ now, today }: BusinessTime): Prisma.AuthorisationWhereInput {
  return {
    OR: [
      { status: 'PENDING', codeExpiresAt: { lte: new Date(now) } },
      { status: 'ACCEPTED', startDate: { lte: today } },
      { status: { in: ['ACCEPTED', 'ACTIVE'] }, endDate: { lt: today } },
    ],
  }
}

function dueNotifications({ today }: BusinessTime): Prisma.CloudNotificationWhereInput {
  return { status: { in: ['PENDING', 'ACCEPTED'] }, endDate: { lt: today } }
}
