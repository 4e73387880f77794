import type { Instant } from '../../../core/clock.ts'

declare const verified: unique symbol

/**
 * Who calls, as a token and the signature with its proof key show. Only `verifyCall` makes one. The Body is not
 * covered: in the policy of this service, TLS alone protects it.
 */
export type VerifiedCaller = {
  readonly [verified]: true
  /** Business that the token speaks for. */
  readonly abn: string
  readonly assertionId: string
  /** Trace of the request for the token, where the token names it. */
  readonly tokenTraceId: string | undefined
  /** Tells this message from every other one; hexadecimal. */
  readonly digest: string
  /** From this moment on the message is too old to be accepted at all. */
  readonly acceptableUntil: Instant
}
