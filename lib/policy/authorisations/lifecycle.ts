import type { Day } from '../../core/calendar-day.ts'
import type { Instant } from '../../core/clock.ts'
import type { AuthorisationStatus, InactiveReason } from './statuses.ts'

/** What happens to an authorisation. Those that come by themselves are marked in {@link dueTransition}. */
export type LifecycleEvent =
  | 'accepted'
  | 'started'
  | 'declined'
  | 'code-lapsed'
  | 'code-reissued'
  | 'ended'
  | 'removed'
  | 'removed-by-holder'
  | 'overridden'
  | 'no-longer-associate'

type Step = { from: readonly AuthorisationStatus[]; to: AuthorisationStatus; reason: InactiveReason | null }

/** Every change of status that there is. `accepted` leads to ACTIVE at once where the start date has come. */
export const transitions: Record<LifecycleEvent, Step> = {
  accepted: { from: ['PENDING'], to: 'ACCEPTED', reason: null },
  started: { from: ['ACCEPTED'], to: 'ACTIVE', reason: null },
  declined: { from: ['PENDING'], to: 'INACTIVE', reason: 'DECLINED' },
  'code-lapsed': { from: ['PENDING'], to: 'INACTIVE', reason: 'CODE_EXPIRED' },
  'code-reissued': { from: ['PENDING', 'INACTIVE'], to: 'PENDING', reason: null },
  ended: { from: ['ACTIVE', 'ACCEPTED'], to: 'INACTIVE', reason: 'EXPIRED' },
  removed: { from: ['PENDING', 'ACCEPTED', 'ACTIVE'], to: 'INACTIVE', reason: 'REMOVED' },
  'removed-by-holder': { from: ['ACCEPTED', 'ACTIVE'], to: 'INACTIVE', reason: 'SELF_REMOVED' },
  overridden: { from: ['ACCEPTED', 'ACTIVE'], to: 'INACTIVE', reason: 'OVERRIDDEN' },
  'no-longer-associate': { from: ['ACTIVE'], to: 'INACTIVE', reason: 'NO_LONGER_ASSOCIATE' },
}

export type StatusFacts = {
  status: AuthorisationStatus
  inactiveReason: InactiveReason | null
  startDate: Day | string
  endDate: Day | string | null
  codeExpiresAt: Date | null
}

export type CurrentStatus = { status: AuthorisationStatus; inactiveReason: InactiveReason | null }

/**
 * The status at a moment of the business's clock. The database may not have been brought up to it yet; everything
 * that asks for a status asks here.
 *
 * @param today the day of `now`
 */
export function statusAt(facts: StatusFacts, now: Instant, today: Day): CurrentStatus {
  const { status, inactiveReason } = facts
  const due = dueTransition(facts, now, today)
  return due === undefined
    ? { status, inactiveReason }
    : { status: transitions[due].to, inactiveReason: transitions[due].reason }
}

/** The change that time alone has brought, or `undefined`: the last day in force is the end date. */
export function dueTransition(facts: StatusFacts, now: Instant, today: Day): LifecycleEvent | undefined {
  if (facts.status === 'PENDING') {
    return facts.codeExpiresAt !== null && facts.codeExpiresAt.getTime() <= now ? 'code-lapsed' : undefined
  }
  if (facts.status !== 'ACCEPTED' && facts.status !== 'ACTIVE') return undefined
  if (facts.endDate !== null && facts.endDate < today) return 'ended'
  return facts.status === 'ACCEPTED' && facts.startDate <= today ? 'started' : undefined
}

/** Whether an event may happen in a status. A lapsed code can be re-issued; nothing else comes back from INACTIVE. */
export function canHappen(event: LifecycleEvent, { status, inactiveReason }: CurrentStatus): boolean {
  if (event === 'code-reissued' && status === 'INACTIVE') return inactiveReason === 'CODE_EXPIRED'
  return transitions[event].from.includes(status)
}

/** True while the person may act: accepted, started, not ended. */
export function isInForce(facts: StatusFacts, now: Instant, today: Day): boolean {
  return statusAt(facts, now, today).status === 'ACTIVE'
}
