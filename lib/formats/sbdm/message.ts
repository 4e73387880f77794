import type { Instant } from '../../core/clock.ts'

/** The four core services of SBR1. */
export type SbdmOperation = 'list' | 'prefill' | 'prelodge' | 'lodge'

/** Namespaces of the core services; that of an operation is `http://sbr.gov.au/comn/lodge.02.service` and its like. */
export const sbdmNamespaces = {
  data: 'http://sbr.gov.au/comn/sbdm.02.data',
  core: 'http://sbr.gov.au/comn/core.02.data',
  service: (operation: SbdmOperation) => `http://sbr.gov.au/comn/${operation}.02.service`,
} as const

export const sbdmOperations: readonly SbdmOperation[] = ['list', 'prefill', 'prelodge', 'lodge']

/** Who made a timestamp. */
export type TimestampSource = 'BusinessEntity' | 'SBRCore' | 'GovernmentAgency' | 'VANguard'

/** One business document: what the header says of it, and its markup where the body has it. */
export type BusinessDocument = {
  readonly sequence: number
  readonly validationUri: string
  readonly businessId?: string
  readonly governmentId?: string
  /** Markup of the one element of the document. */
  readonly content?: string
}

/** One thing that the agency says. */
export type MessageEventItem = {
  readonly code: string
  readonly severity: 'Error' | 'Warning' | 'Information'
  readonly short: string
  readonly detailed: string
}

/** A Standard Business Document Message. */
export type BusinessMessage = {
  /** `tfnd.0003.2016.lodge.request` and its like. */
  readonly type: string
  readonly timestamps: readonly { at: Instant; source: TimestampSource }[]
  /** Internet domain of the agency that sends it. */
  readonly sender?: string
  /** Internet domain of the agency that it is for. */
  readonly receiver?: string
  readonly receipt?: { id: string; at: Instant }
  readonly software?: { organisation: string; product: string; version: string }
  readonly documents: readonly BusinessDocument[]
  readonly events: readonly MessageEventItem[]
}
