/** Where an answer waits: it is the answer of the same HTTP exchange, or is collected from one of the channels. */
export type Sbr2Channel = 'sync' | 'single' | 'bulk' | 'collect'

/** What one endpoint takes. */
export type Sbr2Endpoint = {
  /** Last part of its path, as it is written. */
  readonly name: string
  /** Where the answers to messages that are sent here go; `undefined` where none are taken. */
  readonly push: Sbr2Channel | undefined
  /** What is collected here. */
  readonly pull: Sbr2Channel | undefined
}

/**
 * The endpoints of SBR2, below `/evte/sbr/services/`. The name for single messages differs between the real test and
 * production environments, so both are here.
 *
 * @see docs/wire-formats.md, SBR2
 */
export const sbr2Endpoints: readonly Sbr2Endpoint[] = [
  { name: 'Single-sync', push: 'sync', pull: undefined },
  { name: 'Single-async', push: 'single', pull: 'single' },
  { name: 'Single-async-push-pull', push: 'single', pull: 'single' },
  { name: 'BulkBatch-async-push', push: 'bulk', pull: undefined },
  { name: 'BulkBatch-async-pull', push: undefined, pull: 'bulk' },
  { name: 'Collect-async', push: undefined, pull: 'collect' },
]

/** Parties, as the real service names them. */
export const sbrParties = {
  abnType: 'http://abr.gov.au/PartyIdType/ABN',
  agentType: 'http://ato.gov.au/PartyIdType/TAN',
  businessRole: 'http://sbr.gov.au/ato/Role/Business',
  agentRole: 'http://sbr.gov.au/ato/Role/Registered Agent',
  agencyRole: 'http://sbr.gov.au/agency',
  agency: '51824753556',
} as const
