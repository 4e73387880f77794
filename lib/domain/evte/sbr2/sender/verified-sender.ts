import type { VerifiedAs4 } from '../../../../formats/as4/index.ts'

declare const verified: unique symbol

/** Who sent a message, and what it says, as token and signature show together. Only `verifySender` makes one. */
export type VerifiedSender = {
  readonly [verified]: true
  /** Business that the token speaks for. */
  readonly abn: string
  readonly message: VerifiedAs4
  /** Trace of the request for the token, where the token names it. */
  readonly tokenTraceId: string | undefined
  /** Names what was signed; hexadecimal. */
  readonly digest: string
}
