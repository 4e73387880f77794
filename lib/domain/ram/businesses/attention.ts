import { addDays, type Day, dayOf, formatDay } from '../../../core/calendar-day.ts'
import { instant } from '../../../core/clock.ts'
import { limits } from '../../../policy/limits.ts'
import type { Scene } from '../acting/scene.ts'
import type { AuthorisationFigures } from './authorisation-figures.ts'
import { expiringDays, type OtherFigures } from './other-figures.ts'
import type { AttentionItem } from './view-business.ts'

/**
 * What needs the person's attention, most urgent first; only what their role lets them do something about.
 *
 * @param figures null when the person may not list authorisations
 * @param others without what the person may not list
 */
export function attentionOf(scene: Scene, figures: AuthorisationFigures | null, others: OtherFigures): AttentionItem[] {
  return [
    ...myEnd(scene),
    ...waitingNotifications(others),
    ...credentials(others),
    ...(figures === null ? [] : authorisations(figures)),
  ]
}

function myEnd({ mine, today }: Scene): AttentionItem[] {
  const end = mine.endDate as Day | null
  if (end === null || end > addDays(today, limits.renewalDays)) return []
  const text = `Your own authorisation ends on ${formatDay(end)}.`
  return [{ kind: 'my-authorisation-ends', count: 1, day: end, text }]
}

function waitingNotifications({ waiting }: OtherFigures): AttentionItem[] {
  return item(waiting, 'notifications-waiting', null, [
    'A software provider asks for a notification.',
    `${waiting} requests for a notification are waiting.`,
  ])
}

function credentials({ unassigned, firstStop, expiring, firstExpiry }: OtherFigures): AttentionItem[] {
  return [
    ...item(unassigned, 'credentials-unassigned', firstStop, [
      'A machine credential has nobody who looks after it. Claim it, or it stops working.',
      `${unassigned} machine credentials have nobody who looks after them. Claim them, or they stop working.`,
    ]),
    ...item(expiring, 'credentials-expiring', firstExpiry, [
      `A machine credential expires within ${expiringDays} days.`,
      `${expiring} machine credentials expire within ${expiringDays} days.`,
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
