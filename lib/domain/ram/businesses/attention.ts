import { addDays, type Day, dayOf, formatDay } from '../../../core/calendar-day.ts'
import { day, instant } from '../../../core/clock.ts'
import type { Store } from '../../../platform/store/open.ts'
import { limits } from '../../../policy/limits.ts'
import { mayEver } from '../../../policy/permissions/decide.ts'
import type { Scene } from '../acting/scene.ts'
import type { AuthorisationFigures } from './authorisation-figures.ts'
import type { AttentionItem } from './view-business.ts'

/**
 * What needs the person's attention, most urgent first; only what their role lets them do something about.
 *
 * @param figures null when the person may not list authorisations
 */
export async function attentionOf(
  store: Store,
  scene: Scene,
  figures: AuthorisationFigures | null,
): Promise<AttentionItem[]> {
  const { asker } = scene
  const found = await Promise.all([
    myEnd(scene),
    mayEver('list-notifications', asker) ? waitingNotifications(store, scene) : [],
    mayEver('list-credentials', asker) ? credentials(store, scene) : [],
    figures === null ? [] : authorisations(figures),
  ])
  return found.flat()
}

function myEnd({ mine, today }: Scene): AttentionItem[] {
  const end = mine.endDate as Day | null
  if (end === null || end > addDays(today, limits.renewalDays)) return []
  const text = `Your own authorisation ends on ${formatDay(end)}.`
  return [{ kind: 'my-authorisation-ends', count: 1, day: end, text }]
}

async function waitingNotifications(store: Store, { business }: Scene): Promise<AttentionItem[]> {
  const count = await store.cloudNotification.count({
    where: { clientAbn: business.abn, status: 'PENDING', requestedByProvider: true },
  })
  return item(count, 'notifications-waiting', null, [
    'A software provider asks for a notification.',
    `${count} requests for a notification are waiting.`,
  ])
}

async function credentials(store: Store, { business, now }: Scene): Promise<AttentionItem[]> {
  const at = new Date(now)
  const soon = new Date(now + 90 * day)
  const [unassigned, expiring] = await Promise.all([
    store.credential.aggregate({
      where: { abn: business.abn, status: 'SUSPENDED', worksUntil: { gt: at }, notAfter: { gt: at } },
      _count: true,
      _min: { worksUntil: true },
    }),
    store.credential.aggregate({
      where: { abn: business.abn, status: 'ACTIVE', notAfter: { gt: at, lte: soon } },
      _count: true,
      _min: { notAfter: true },
    }),
  ])
  return [
    ...item(unassigned._count, 'credentials-unassigned', unassigned._min.worksUntil, [
      'A machine credential has nobody who looks after it. Claim it, or it stops working.',
      `${unassigned._count} machine credentials have nobody who looks after them. Claim them, or they stop working.`,
    ]),
    ...item(expiring._count, 'credentials-expiring', expiring._min.notAfter, [
      'A machine credential expires within 90 days.',
      `${expiring._count} machine credentials expire within 90 days.`,
    ]),
  ]
}

function authorisations(figures: AuthorisationFigures): AttentionItem[] {
  const { renewable, firstEnd, codesAskedFor, lapsed, pending, administrators } = figures
  return [
    ...item(renewable, 'renewals-due', firstEnd, [
      'An authorisation can be renewed now.',
      `${renewable} authorisations can be renewed now.`,
    ]),
    ...item(codesAskedFor, 'codes-asked-for', null, [
      'A person asks for a new authorisation code.',
      `${codesAskedFor} people ask for a new authorisation code.`,
    ]),
    ...item(lapsed, 'requests-lapsed', null, [
      'A request was not answered in time. You can re-issue its code.',
      `${lapsed} requests were not answered in time. You can re-issue their codes.`,
    ]),
    ...item(pending, 'requests-pending', null, [
      'A request is waiting for its answer.',
      `${pending} requests are waiting for their answers.`,
    ]),
    ...item(administrators === 1 ? 1 : 0, 'only-one-administrator', null, [
      'Only one person can authorise others. Appoint a second administrator, so that the business can go on without the first.',
      '',
    ]),
  ]
}

function item(
  count: number,
  kind: AttentionItem['kind'],
  at: Date | string | null,
  [one, many]: readonly [string, string],
): AttentionItem[] {
  if (count === 0) return []
  const on = at instanceof Date ? dayOf(instant(at)) : at
  return [{ kind, count, day: on, text: count === 1 ? one : many }]
}
