import type { Day } from '../core/calendar-day.ts'

export const notificationStatuses = ['PENDING', 'ACCEPTED', 'DECLINED', 'ENDED'] as const
export type NotificationStatus = (typeof notificationStatuses)[number]

/** A notification, as far as the decision needs it. Days are ISO; the end is the last day in force. */
export type NotificationFacts = {
  id: string
  status: NotificationStatus
  softwareId: string
  serviceId: string
  startDate: Day | string
  endDate: Day | string | null
}

export type CloudRefusal =
  | 'no-notification'
  | 'not-accepted-yet'
  | 'declined'
  | 'not-started'
  | 'ended'
  | 'other-software-id'
  | 'other-service'

/** The answer, with the notification that it rests on. */
export type CloudDecision =
  | { allowed: true; notificationId: string; startDate: string; endDate: string | null }
  | { allowed: false; reason: CloudRefusal; sentence: string }

/** Why cloud software may not act, as its maker reads it. */
export const cloudSentences: Record<CloudRefusal, string> = {
  'no-notification': 'The client has not notified this provider.',
  'not-accepted-yet': 'The client has not accepted the notification that the provider requested.',
  declined: 'The client declined the notification that the provider requested.',
  'not-started': 'The notification starts on a later day.',
  ended: 'The notification has ended.',
  'other-software-id': 'The client has notified this provider, but under another software ID.',
  'other-service': 'The client has notified this provider and software ID, but for another service.',
}

/** The status on a day: what has a past last day is ended. */
export function notificationStatusAt(
  facts: Pick<NotificationFacts, 'status' | 'endDate'>,
  today: Day,
): NotificationStatus {
  const lapses = facts.status === 'ACCEPTED' || facts.status === 'PENDING'
  return lapses && facts.endDate !== null && facts.endDate < today ? 'ENDED' : facts.status
}

/**
 * Decides whether a provider's software may act for a client.
 *
 * @param notifications all notifications between the two businesses
 * @param today the client's day
 */
export function decideCloud(
  notifications: readonly NotificationFacts[],
  asked: { softwareId: string; serviceId: string },
  today: Day,
): CloudDecision {
  if (notifications.length === 0) return refuse('no-notification')
  const ofSoftware = notifications.filter(({ softwareId }) => softwareId === asked.softwareId)
  if (ofSoftware.length === 0) return refuse('other-software-id')
  const fitting = ofSoftware.filter(({ serviceId }) => serviceId === asked.serviceId)
  if (fitting.length === 0) return refuse('other-service')
  const inForce = fitting.find((facts) => notificationStatusAt(facts, today) === 'ACCEPTED' && facts.startDate <= today)
  if (inForce !== undefined) {
    const { id, startDate, endDate } = inForce
    return { allowed: true, notificationId: id, startDate, endDate }
  }
  const statuses = fitting.map((facts) => notificationStatusAt(facts, today))
  // The reason that the two businesses can do most about.
  if (statuses.includes('ACCEPTED')) return refuse('not-started')
  if (statuses.includes('PENDING')) return refuse('not-accepted-yet')
  return refuse(statuses.includes('ENDED') ? 'ended' : 'declined')
}

function refuse(reason: CloudRefusal): CloudDecision {
  return { allowed: false, reason, sentence: cloudSentences[reason] }
}
