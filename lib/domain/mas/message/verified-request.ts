import type { Instant } from '../../../core/clock.ts'
import type { TokenRequest } from '../../../formats/wstrust/index.ts'
import type { ServiceVersionName } from '../service-version.ts'

declare const verified: unique symbol

/**
 * A request whose signature and time were checked; whether its certificate is trusted, and what its owner may do, is
 * for `authoriseRequest`. Only `verifyRequest` makes one. Plain data, so that it can go from one thread to another.
 */
export type VerifiedRequest = {
  readonly [verified]: true
  readonly version: ServiceVersionName
  readonly action: 'issue' | 'validate'
  /** Whether the signature covers the Body; that of clients who ask for tokens never does. */
  readonly signedBody: boolean
  /** DER of the certificate whose key signed the message. */
  readonly certificate: Uint8Array
  readonly request: TokenRequest
  readonly created: Instant
  /** Tells this message from every other one; hexadecimal. */
  readonly digest: string
  /** From this moment on the message is too old to be accepted at all. */
  readonly acceptableUntil: Instant
}
