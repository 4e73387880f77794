import type { Day } from '../../core/calendar-day.ts'
import type { AuthorisationStatus, InactiveReason } from '../../policy/authorisations/statuses.ts'
import type { AuthorisationType } from '../../policy/permissions/roles.ts'

/** What pages are given: plain data, everything named, nothing that they may not show. Moments are ISO texts. */

/** What the person who looks may do with one authorisation now: role and status allow it. */
export type AuthorisationAction = 'view' | 'edit' | 'renew' | 'remove' | 'reissue-code' | 'change-email'

/** One authorisation in a list. */
export type AuthorisationRow = {
  id: string
  abn: string
  givenNames: string
  familyName: string
  email: string
  type: AuthorisationType
  /** `Authorised user`, `Authorisation administrator`, `Basic user`, `Principal authority`... */
  typeLabel: string
  isAdministrator: boolean
  isMachineCredentialAdministrator: boolean
  /** By the business's clock, even where the database has not been brought up to it yet. */
  status: AuthorisationStatus
  inactiveReason: InactiveReason | null
  statusLabel: string
  startDate: Day
  /** Last day in force; null for none. */
  endDate: Day | null
  /** Days until the end, 0 on the last day; null without an end or when inactive. */
  daysLeft: number | null
  /** It is the authorisation of the person who looks. */
  isMine: boolean
  actions: AuthorisationAction[]
}

/** A page of a list. The cursors are opaque; give them back as `after` or `before`. */
export type Page<Row> = {
  rows: Row[]
  /** Rows that the filter matches in all. */
  total: number
  next: string | null
  previous: string | null
}

/** What an authorisation reaches at one agency. */
export type AccessView = {
  agencyId: string
  agencyName: string
  level: 'FULL' | 'CUSTOM' | 'NONE'
  levelLabel: string
  /** The services reached; all of the agency's where the level is not narrowed. */
  services: { id: string; name: string; included: boolean }[]
}

/** An agency in the wizard. */
export type AgencyView = {
  id: string
  name: string
  /** Its services can be picked one by one. */
  supportsSelection: boolean
  /** Fine-grained permissions are set in the agency's own tool. */
  supportsCustom: boolean
  services: { id: string; name: string; acceptsMachineCredentials: boolean }[]
}

export type BusinessName = { abn: string; name: string }
