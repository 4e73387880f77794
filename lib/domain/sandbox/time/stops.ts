import type { Abn } from '../../../core/abn.ts'
import { addDays, type Day, dayOf, startOfDay } from '../../../core/calendar-day.ts'
import { type Instant, instant, second } from '../../../core/clock.ts'
import type { Store } from '../../../platform/store/open.ts'
import { limits } from '../../../policy/limits.ts'

/** A moment at which something of a business falls due, by its own clock, and what that is. */
export type Stop = { at: Instant; what: string }

/** So many records of each kind are looked at. */
const most = 2_000

/**
 * What falls due after `from`, and not after `to`, the first one first: reminders, starts, ends. A journey in time
 * stops at each, so that what would have happened on the way happens in its order.
 */
export async function stopsOf(store: Store, abn: Abn, from: Instant, to?: Instant): Promise<Stop[]> {
  const [credentials, authorisations, notifications] = await Promise.all([
    store.credential.findMany({
      where: { abn, status: { in: ['ACTIVE', 'SUSPENDED'] } },
      orderBy: { notAfter: 'asc' },
      take: most,
      select: { name: true, notAfter: true, unassignedAt: true, worksUntil: true, revokeAt: true },
    }),
    store.authorisation.findMany({
      where: { abn, status: { in: ['PENDING', 'ACCEPTED', 'ACTIVE'] } },
      take: most,
      select: {
        givenNames: true,
        familyName: true,
        status: true,
        startDate: true,
        endDate: true,
        codeExpiresAt: true,
      },
    }),
    store.cloudNotification.findMany({
      where: { clientAbn: abn, status: { in: ['PENDING', 'ACCEPTED'] }, endDate: { not: null } },
      take: most,
      select: { softwareId: true, endDate: true },
    }),
  ])
  return [
    ...credentials.flatMap(ofCredential),
    ...authorisations.flatMap(ofAuthorisation),
    ...notifications.map(({ softwareId, endDate }) => ({
      at: dayAfter(endDate as Day),
      what: `The notification of software ID ${softwareId} ends`,
    })),
  ]
    .filter(({ at }) => at > from && (to === undefined || at <= to))
    .sort((a, b) => a.at - b.at)
}

type Credential = {
  name: string
  notAfter: Date
  unassignedAt: Date | null
  worksUntil: Date | null
  revokeAt: Date | null
}

function ofCredential({ name, notAfter, unassignedAt, worksUntil, revokeAt }: Credential): Stop[] {
  const lastDay = dayOf(instant(notAfter))
  const since = unassignedAt === null ? undefined : dayOf(instant(unassignedAt))
  return [
    ...limits.credentialExpiryReminderDays.map((rung) => ({
      at: startOfDay(addDays(lastDay, -rung)),
      what: `Reminder: ${name} expires in ${rung === 1 ? '1 day' : `${rung} days`}`,
    })),
    { at: instant(notAfter.getTime() + second), what: `${name} expires` },
    ...(since === undefined
      ? []
      : limits.unassignedReminderDays.map((stage) => ({
          at: startOfDay(addDays(since, stage)),
          what: `Reminder: ${name} is unassigned, day ${stage}`,
        }))),
    ...(worksUntil === null ? [] : [{ at: instant(worksUntil), what: `${name} ends, for nobody claimed it` }]),
    ...(revokeAt === null ? [] : [{ at: instant(revokeAt), what: `${name} is revoked, for it was renewed` }]),
  ]
}

type Authorisation = {
  givenNames: string
  familyName: string
  status: string
  startDate: string
  endDate: string | null
  codeExpiresAt: Date | null
}

function ofAuthorisation({ givenNames, familyName, status, startDate, endDate, codeExpiresAt }: Authorisation): Stop[] {
  const name = `${givenNames} ${familyName}`
  if (status === 'PENDING') {
    return codeExpiresAt === null ? [] : [{ at: instant(codeExpiresAt), what: `The code for ${name} lapses` }]
  }
  const start = { at: startOfDay(startDate as Day), what: `The authorisation of ${name} starts` }
  const end = endDate as Day | null
  return [
    ...(status === 'ACCEPTED' ? [start] : []),
    ...(end === null
      ? []
      : [
          ...limits.renewalReminderDays.map((rung) => ({
            at: startOfDay(addDays(end, -rung)),
            what: `Reminder: the authorisation of ${name} ends in ${rung} days`,
          })),
          { at: dayAfter(end), what: `The authorisation of ${name} ends` },
        ]),
  ]
}

function dayAfter(day: Day): Instant {
  return startOfDay(addDays(day, 1))
}
