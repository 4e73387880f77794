import type { Instant } from '../../../core/clock.ts'
import type { EbmsError } from './ebms-error.ts'

/** Who takes part in an exchange. `type` says what kind of number the id is. */
export type Party = { readonly id: string; readonly type: string; readonly role: string }

/** What a message says about one of its documents. */
export type PartInfo = {
  /** `cid:` and the Content-ID of the attachment. */
  readonly href: string
  readonly properties: ReadonlyMap<string, string>
}

/** `eb:UserMessage`, ebMS 3.0 core section 5.2.2: documents, and what they are for. */
export type UserMessage = {
  readonly kind: 'user'
  readonly timestamp: Instant
  readonly messageId: string
  readonly refToMessageId?: string
  /** Channel for the message; the default one where it is not given. */
  readonly mpc?: string
  readonly from: Party
  readonly to: Party
  readonly agreement?: string
  readonly service: string
  readonly action: string
  readonly conversationId: string
  readonly properties: ReadonlyMap<string, string>
  readonly parts: readonly PartInfo[]
}

/** A digest that a receipt repeats. */
export type ReceiptReference = { readonly uri: string; readonly digestAlgorithm: string; readonly digestValue: string }

/** `eb:SignalMessage`, ebMS 3.0 core section 5.2.3. */
export type SignalMessage = {
  readonly timestamp: Instant
  readonly messageId: string
  readonly refToMessageId?: string
} & (
  | {
      readonly kind: 'pull'
      readonly mpc?: string
      /** Asks for the answer to that message alone. */
      readonly select?: string
    }
  | { readonly kind: 'receipt'; readonly references: readonly ReceiptReference[] }
  | { readonly kind: 'errors'; readonly errors: readonly EbmsError[] }
)
