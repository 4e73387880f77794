import { addDays, dayOf, daysBetween, formatDay } from '../../../core/calendar-day.ts'
import { type Instant, instant } from '../../../core/clock.ts'
import type { BusinessTime } from '../../../platform/clock/business-clock.ts'
import type { Prisma } from '../../../platform/store/generated/client.ts'
import type { RevocationReason } from '../../../platform/store/generated/enums.ts'
import { limits } from '../../../policy/limits.ts'
import { type CredentialState, permits, stateAt } from '../rules/lifecycle.ts'
import {
  type CredentialRow,
  credentialStatusLabels,
  revocationChoices,
  type ShownCredentialStatus,
} from '../show/views.ts'
import type { LastUse } from './last-uses.ts'

/** What of a credential's row is needed to show it. */
export const shownFields = {
  id: true,
  abn: true,
  name: true,
  status: true,
  notBefore: true,
  notAfter: true,
  unassignedAt: true,
  worksUntil: true,
  revokeAt: true,
  revokedAt: true,
  revocationReason: true,
  createdAt: true,
  createdByName: true,
  custodianId: true,
  isTest: true,
  version: true,
  custodian: { select: { personId: true, givenNames: true, familyName: true } },
} as const satisfies Prisma.CredentialSelect

export type ShownFields = Prisma.CredentialGetPayload<{ select: typeof shownFields }>

/** Who looks: the business's time, the person's authorisation, and what their role allows. */
export type Viewer = BusinessTime & {
  authorisationId: string
  may: { create: boolean; revoke: boolean; claim: boolean }
}

/** One credential as a list shows it. */
export function showRow(row: ShownFields, viewer: Viewer, lastUse: LastUse | undefined): CredentialRow {
  const state = stateAt(row, viewer.now)
  return {
    id: row.id,
    abn: row.abn,
    name: row.name,
    status: shownStatus(state),
    statusLabel: credentialStatusLabels[shownStatus(state)],
    statusReason: reasonSentence(row, state),
    validFrom: row.notBefore.toISOString(),
    validTo: row.notAfter.toISOString(),
    daysLeft: state.works ? daysBetween(viewer.today, lastDayOf(state.until)) : null,
    createdAt: row.createdAt.toISOString(),
    createdByName: row.createdByName,
    custodianName: row.custodian && `${row.custodian.givenNames} ${row.custodian.familyName}`,
    isMine: row.custodianId === viewer.authorisationId,
    isTest: row.isTest,
    lastUsed: lastUse ? { ...lastUse, at: new Date(lastUse.at).toISOString() } : null,
    actions: [
      ...(viewer.may.claim && permits(state, 'claim') ? (['claim'] as const) : []),
      ...(viewer.may.create && isRenewalOpen(row, state, viewer) ? (['renew'] as const) : []),
      ...(viewer.may.revoke && permits(state, 'revoke') ? (['revoke'] as const) : []),
    ],
  }
}

/** The status under which people see a credential; one that is being issued is never shown. */
export function shownStatus(state: CredentialState): ShownCredentialStatus {
  if (state.status === 'issuing') throw new Error('a credential that is being issued is not shown')
  return state.status
}

/** The first day on which a credential can be renewed. */
export function renewalOpensOn({ notAfter }: { notAfter: Date }): string {
  return addDays(dayOf(instant(notAfter)), -limits.credentialRenewalDays)
}

/** True when a credential can be renewed today. A test credential is made anew instead. */
export function isRenewalOpen(
  row: Pick<ShownFields, 'notAfter' | 'isTest'>,
  state: CredentialState,
  { today }: BusinessTime,
): boolean {
  return state.works && !row.isTest && renewalOpensOn(row) <= today
}

/** Why a credential was revoked, in words. */
export function revocationLabel(row: Pick<ShownFields, 'worksUntil'>, at: Instant, reason: RevocationReason): string {
  if (row.worksUntil !== null && row.worksUntil.getTime() === at) return 'Nobody claimed it in time'
  return revocationChoices.find((choice) => choice.reason === reason)?.label ?? 'Another reason'
}

/** The last day on which something works that ends at a moment. */
export function lastDayOf(until: Instant) {
  return dayOf(instant(until - 1))
}

function reasonSentence(row: ShownFields, state: CredentialState): string | null {
  switch (state.status) {
    case 'suspended':
      return `Nobody looks after it. It works until the end of ${formatDay(lastDayOf(state.until))}, then it ends unless somebody claims it.`
    case 'revoked':
      return `Revoked on ${formatDay(dayOf(state.at))}. ${revocationLabel(row, state.at, state.reason)}.`
    case 'expired':
      return `Expired on ${formatDay(lastDayOf(state.at))}.`
    case 'active':
      return row.revokeAt === null
        ? null
        : `A newer credential replaces it. It is revoked on ${formatDay(dayOf(instant(row.revokeAt)))}.`
    default:
      return null
  }
}
