import type { Abn } from '../../../core/abn.ts'
import { addDays, type Day, dayOf, startOfDay } from '../../../core/calendar-day.ts'
import { type Instant, instant, minute, day as oneDay, second } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import type { Store } from '../../../platform/store/open.ts'
import { stateAt } from '../../credentials/rules/lifecycle.ts'
import type { Journey } from './journey.ts'

/** How long before an end "just before" is, and after it "just after". */
const justBefore = 10 * minute
const justAfter = second

/**
 * The moment that a journey leads to, by the business's clock.
 *
 * @param now the business's moment before the journey
 * @throws MandateError `sandbox.nothing-to-reach` where the business has nothing of the kind
 */
export async function destinationOf(store: Store, abn: Abn, journey: Journey, now: Instant): Promise<Instant> {
  switch (journey.to) {
    case 'days':
      return instant(now + (journey.days ?? 0) * oneDay)
    case 'date':
      return startOfDay(journey.date as Day)
    case 'before-expiry':
      return instant((await expiryOf(store, abn, journey.id, now)) - justBefore)
    case 'after-expiry':
      return instant((await expiryOf(store, abn, journey.id, now)) + justAfter)
    case 'unassigned-day': {
      const since = await unassignedSince(store, abn, journey.id, now)
      return startOfDay(addDays(dayOf(since), journey.day ?? 0))
    }
    case 'now':
      return now
  }
}

/** When the credential or authorisation of this id is over; without an id, what is over first. */
async function expiryOf(store: Store, abn: Abn, id: string | undefined, now: Instant): Promise<Instant> {
  const today = dayOf(now)
  const [credential, authorisation] = await Promise.all([
    store.credential.findFirst({
      where: { abn, id, status: { in: ['ACTIVE', 'SUSPENDED'] }, notAfter: { gt: new Date(now) } },
      orderBy: { notAfter: 'asc' },
      select: { notAfter: true },
    }),
    store.authorisation.findFirst({
      where: { abn, id, status: { in: ['ACCEPTED', 'ACTIVE'] }, endDate: { gte: today } },
      orderBy: { endDate: 'asc' },
      select: { endDate: true },
    }),
  ])
  const ends = [
    ...(credential === null ? [] : [credential.notAfter.getTime() + second]),
    ...(authorisation === null ? [] : [startOfDay(addDays(authorisation.endDate as Day, 1))]),
  ]
  if (ends.length === 0) {
    throw new MandateError('sandbox.nothing-to-reach', { what: 'no credential and no authorisation that will expire' })
  }
  return instant(Math.min(...ends))
}

async function unassignedSince(store: Store, abn: Abn, id: string | undefined, now: Instant): Promise<Instant> {
  const rows = await store.credential.findMany({
    where: { abn, id, status: 'SUSPENDED', unassignedAt: { not: null } },
    orderBy: { unassignedAt: 'asc' },
  })
  const waiting = rows.find((row) => stateAt(row, now).status === 'suspended')
  if (waiting?.unassignedAt == null) {
    throw new MandateError('sandbox.nothing-to-reach', { what: 'no machine credential that is unassigned' })
  }
  return instant(waiting.unassignedAt)
}
