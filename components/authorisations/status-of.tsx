import type { AuthorisationRow } from '../../lib/domain/ram/views.ts'
import type { AuthorisationStatus } from '../../lib/policy/authorisations/statuses.ts'
import { formatDay } from '../format/dates.ts'
import { StatusBadge, type Tone } from '../ui/status-badge.tsx'

/** The status of an authorisation. */
export function StatusOf({ row }: { row: Pick<AuthorisationRow, 'status' | 'statusLabel'> }) {
  return <StatusBadge tone={tones[row.status]}>{row.statusLabel}</StatusBadge>
}

const tones: Record<AuthorisationStatus, Tone> = {
  PENDING: 'warning',
  ACCEPTED: 'info',
  ACTIVE: 'success',
  INACTIVE: 'neutral',
}

/** What a person is for the business, with the extra role where they have it. */
export function typeOf(row: Pick<AuthorisationRow, 'typeLabel' | 'isMachineCredentialAdministrator'>): string {
  return row.isMachineCredentialAdministrator ? `${row.typeLabel}, machine credential administrator` : row.typeLabel
}

/** From when until when. */
export function datesOf(row: Pick<AuthorisationRow, 'startDate' | 'endDate'>): string {
  return `${formatDay(row.startDate)} to ${row.endDate === null ? 'no end date' : formatDay(row.endDate)}`
}

/** The name in the order that lists are sorted by. */
export function fullName(of: { givenNames: string; familyName: string }): string {
  return `${of.givenNames} ${of.familyName}`
}
