import type { RevocationReason } from '../../../platform/store/generated/enums.ts'
import type { CredentialStatusName } from '../rules/lifecycle.ts'

/** What pages are given: plain data, nothing that the person may not see. Moments are ISO texts, days ISO dates. */

/** What the person who looks may do with one credential now: role and status allow it. */
export type CredentialAction = 'revoke' | 'claim' | 'renew'

/** Statuses of a credential that people see; one that is still being issued is not listed. */
export type ShownCredentialStatus = Exclude<CredentialStatusName, 'issuing'>

/** One machine credential in a list. */
export type CredentialRow = {
  id: string
  abn: string
  name: string
  status: ShownCredentialStatus
  /** `Active`, `Suspended`, `Revoked`, `Expired`. */
  statusLabel: string
  /** Why, and what follows from it, in one sentence; null for an active one that nothing is coming up for. */
  statusReason: string | null
  validFrom: string
  validTo: string
  /** Days until it stops working, 0 on the last day; null when it doesn't work any more. */
  daysLeft: number | null
  createdAt: string
  createdByName: string
  /** Who looks after it; null when nobody does. */
  custodianName: string | null
  /** The person who looks is the one who looks after it. */
  isMine: boolean
  /** Made for a test of software, without a person. */
  isTest: boolean
  /**
   * The last token that it got, and for which service; null when it was never used. `addresses`: from how many it was
   * used in the last 30 days; `areMore` where not all of them were told apart.
   */
  lastUsed: { at: string; serviceName: string; addresses: number; areMore: boolean } | null
  actions: CredentialAction[]
}

/** One machine credential with everything about it. */
export type CredentialView = CredentialRow & {
  business: { abn: string; name: string }
  /** Counts up with each change; give it back with what you do. */
  version: number
  /** Id in keystore files, as `ABRD:27809366375_USIMachine`. */
  keystoreId: string
  serialDecimal: string
  serialHex: string
  sha1Fingerprint: string
  sha256Fingerprint: string
  certificatePem: string
  /** Since when nobody looks after it, and the last day on which it works. */
  unassigned: { since: string; lastDay: string } | null
  revoked: { at: string; reason: RevocationReason; reasonLabel: string } | null
  /** When it will be revoked by itself, because it was renewed so; the first day without it. */
  revokedFrom: string | null
  renewal: {
    /** From which day on it can be renewed; null once it has ended. */
    opensOn: string | null
    open: boolean
    /** The credential that was made to follow it. */
    renewedBy: { id: string; createdAt: string } | null
  }
  /** Made from it by software at the word of its key, and still working: revoked with it where that key is stolen. */
  softwareSuccessors: { id: string; createdAt: string }[]
  /** Other credentials of the business with the same name, which share its permissions. */
  sameName: { id: string; status: ShownCredentialStatus; statusLabel: string; validTo: string }[]
  /** What it was used for, the latest first. */
  uses: { serviceName: string; lastAt: string; tokens: number }[]
}

/** Reasons that a person can give for revoking, with the words for the screen. */
export const revocationChoices = [
  { reason: 'KEY_COMPROMISE', label: 'The keystore file or its password may be in wrong hands' },
  { reason: 'SUPERSEDED', label: 'A newer credential has replaced it' },
  { reason: 'CESSATION_OF_OPERATION', label: 'The software or server is not used any more' },
  { reason: 'AFFILIATION_CHANGED', label: 'The business or its people have changed' },
  { reason: 'UNSPECIFIED', label: 'Another reason' },
] as const satisfies readonly { reason: RevocationReason; label: string }[]

/** What lists and details call a status. */
export const credentialStatusLabels: Record<ShownCredentialStatus, string> = {
  active: 'Active',
  suspended: 'Suspended',
  revoked: 'Revoked',
  expired: 'Expired',
}
