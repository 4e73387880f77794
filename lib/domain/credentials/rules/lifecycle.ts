import { dayOf, formatDay } from '../../../core/calendar-day.ts'
import { type Instant, instant, second } from '../../../core/clock.ts'
import { type ErrorCode, MandateError } from '../../../core/errors/index.ts'
import type { CredentialStatus, RevocationReason } from '../../../platform/store/generated/enums.ts'

/** What the life of a credential is decided by: its row. */
export type CredentialFacts = {
  status: CredentialStatus
  notBefore: Date
  notAfter: Date
  unassignedAt: Date | null
  worksUntil: Date | null
  revokeAt: Date | null
  revokedAt: Date | null
  revocationReason: RevocationReason | null
}

/** Where a credential stands at a moment. `works`: the token service accepts it. */
export type CredentialState =
  | { status: 'issuing'; works: false }
  | { status: 'active'; works: true; until: Instant }
  /** Nobody looks after it. */
  | { status: 'suspended'; works: true; since: Instant; until: Instant }
  | { status: 'revoked'; works: false; at: Instant; reason: RevocationReason }
  | { status: 'expired'; works: false; at: Instant }

/** Where a credential can stand, as lists name it. */
export type CredentialStatusName = CredentialState['status']

/**
 * Where a credential stands by the business's clock. What time does (expiry, the end of the days for a claim, a
 * revocation that was set for a date) holds from its moment on, whether or not a job has written it down yet.
 */
export function stateAt(facts: CredentialFacts, now: Instant): CredentialState {
  if (facts.status === 'ISSUING') return { status: 'issuing', works: false }
  if (facts.status === 'REVOKED') {
    const at = instant(facts.revokedAt ?? facts.notBefore)
    return { status: 'revoked', works: false, at, reason: facts.revocationReason ?? 'UNSPECIFIED' }
  }
  const first = endsOf(facts)[0] as CredentialEnd
  if (first.at <= now) return first.kind === 'expiry' ? expired(first.at) : revoked(first)
  if (facts.status === 'SUSPENDED') {
    const since = instant(facts.unassignedAt ?? facts.notBefore)
    return { status: 'suspended', works: true, since, until: first.at }
  }
  return { status: 'active', works: true, until: first.at }
}

type CredentialEnd = { kind: 'expiry' | 'unclaimed' | 'replaced'; at: Instant }

/**
 * What will end a credential, the first one first. It is valid to the end of the second that `notAfter` names; what
 * would end it after that is moot.
 */
function endsOf({ notAfter, worksUntil, revokeAt }: CredentialFacts): CredentialEnd[] {
  const ends: CredentialEnd[] = [{ kind: 'expiry', at: instant(notAfter.getTime() + second) }]
  if (worksUntil !== null && worksUntil < notAfter) ends.push({ kind: 'unclaimed', at: instant(worksUntil) })
  if (revokeAt !== null && revokeAt < notAfter) ends.push({ kind: 'replaced', at: instant(revokeAt) })
  return ends.sort((a, b) => a.at - b.at)
}

function expired(at: Instant): CredentialState {
  return { status: 'expired', works: false, at }
}

function revoked({ kind, at }: CredentialEnd): CredentialState {
  return { status: 'revoked', works: false, at, reason: kind === 'replaced' ? 'SUPERSEDED' : 'CESSATION_OF_OPERATION' }
}

/** One row of the table of transitions. */
export type CredentialTransition = {
  /** What happens, for the documentation. */
  label: string
  from: readonly CredentialStatusName[]
  to: CredentialStatusName
  /** Who makes it happen: a person by their role, the house, or time alone. */
  by: 'person' | 'house' | 'time'
}

/**
 * Everything that can happen to a machine credential. The code runs on it, the documentation prints it. What is not in
 * it cannot happen: nothing leads away from revoked or expired.
 */
export const credentialTransitions = {
  issue: { label: 'The certificate is made', from: ['issuing'], to: 'active', by: 'house' },
  abandon: {
    label: 'Issuing was cut off; its serial number is revoked',
    from: ['issuing'],
    to: 'revoked',
    by: 'house',
  },
  unassign: {
    label: 'Whoever looks after it stops being a machine credential administrator',
    from: ['active'],
    to: 'suspended',
    by: 'house',
  },
  claim: {
    label: 'A principal authority or machine credential administrator claims it',
    from: ['suspended'],
    to: 'active',
    by: 'person',
  },
  revoke: { label: 'Somebody revokes it', from: ['active', 'suspended'], to: 'revoked', by: 'person' },
  lapse: { label: 'Nobody claims it in time', from: ['suspended'], to: 'revoked', by: 'time' },
  replace: {
    label: 'The day comes on which its renewal wanted it revoked',
    from: ['active', 'suspended'],
    to: 'revoked',
    by: 'time',
  },
  expire: { label: 'Its two years are over', from: ['active', 'suspended'], to: 'expired', by: 'time' },
} as const satisfies Record<string, CredentialTransition>

export type CredentialTransitionName = keyof typeof credentialTransitions

/** True when the table has the transition from where the credential stands. */
export function permits(state: CredentialState, transition: CredentialTransitionName): boolean {
  return (credentialTransitions[transition].from as readonly string[]).includes(state.status)
}

/**
 * Refuses what the table does not have.
 *
 * @throws MandateError `credential.revoked`, `credential.expired`, `credential.not-unassigned`,
 *   `credential.being-issued`
 */
export function requireTransition(
  state: CredentialState,
  transition: CredentialTransitionName,
  { name }: { name: string },
): void {
  if (permits(state, transition)) return
  const date = 'at' in state ? formatDay(dayOf(state.at)) : ''
  throw new MandateError(refusals[state.status], { name, date })
}

const refusals: Record<CredentialStatusName, ErrorCode> = {
  issuing: 'credential.being-issued',
  active: 'credential.not-unassigned',
  suspended: 'credential.not-unassigned',
  revoked: 'credential.revoked',
  expired: 'credential.expired',
}
