/** The four statuses of an authorisation, as RAM shows them. */
export const authorisationStatuses = ['PENDING', 'ACCEPTED', 'ACTIVE', 'INACTIVE'] as const
export type AuthorisationStatus = (typeof authorisationStatuses)[number]

/** Why an authorisation is inactive. */
export const inactiveReasons = [
  'OVERRIDDEN',
  'EXPIRED',
  'REMOVED',
  'SELF_REMOVED',
  'DECLINED',
  'CODE_EXPIRED',
  'NO_LONGER_ASSOCIATE',
] as const
export type InactiveReason = (typeof inactiveReasons)[number]

/** The status as lists print it: `Active`, `Inactive - Overridden`... */
export function statusLabel(status: AuthorisationStatus, reason: InactiveReason | null): string {
  return status === 'INACTIVE' && reason !== null ? `Inactive - ${reasonLabels[reason]}` : statusLabels[status]
}

export const statusLabels: Record<AuthorisationStatus, string> = {
  PENDING: 'Pending',
  ACCEPTED: 'Accepted',
  ACTIVE: 'Active',
  INACTIVE: 'Inactive',
}

export const reasonLabels: Record<InactiveReason, string> = {
  OVERRIDDEN: 'Overridden',
  EXPIRED: 'Expired',
  REMOVED: 'Removed',
  SELF_REMOVED: 'Removed by the representative',
  DECLINED: 'Declined',
  CODE_EXPIRED: 'Code expired',
  NO_LONGER_ASSOCIATE: 'No longer an associate',
}
