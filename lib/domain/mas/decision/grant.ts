import type { Instant } from '../../../core/clock.ts'
import type { ErrorCode, ErrorDetails } from '../../../core/errors/index.ts'
import type { AssertionClaim, SamlVersion } from '../../../formats/saml/index.ts'
import type { TokenStatus } from '../../../formats/wstrust/index.ts'
import type { RelyingParty } from '../relying-parties/relying-party.ts'
import type { TraceStep, TraceSubject } from '../trace/trace.ts'

/** The key that a token is bound to. */
export type GrantedKey =
  /** `entropy` is the client's, where the key is computed from both sides' random bytes. */
  | { type: 'symmetric'; bytes: number; entropy: Uint8Array | undefined }
  | { type: 'public'; certificate: Uint8Array }
  | { type: 'bearer' }

/** A token that may be issued, with everything that goes into it. Plain data; only `authoriseRequest` makes one. */
export type TokenGrant = {
  readonly version: SamlVersion
  readonly subject: string
  readonly claims: readonly AssertionClaim[]
  readonly audience: string
  readonly appliesToMarkup: string
  readonly relyingParty: Pick<RelyingParty, 'id' | 'certificate' | 'fingerprint'>
  readonly key: GrantedKey
  /** Bits, where the client asked for a size. */
  readonly keySizeAsked: number | undefined
  /** What the client is told; `notBefore` is what the assertion says. */
  readonly lifetime: { readonly created: Instant; readonly expires: Instant; readonly notBefore: Instant }
  readonly authenticatedAt: Instant
}

/** Whether a token may be issued, with the steps that led there. Plain data. */
export type Decision = { readonly steps: readonly TraceStep[]; readonly subject: TraceSubject } & (
  | { readonly outcome: 'granted'; readonly grant: TokenGrant }
  | { readonly outcome: 'validated'; readonly status: TokenStatus }
  | { readonly outcome: 'refused'; readonly code: ErrorCode; readonly details: ErrorDetails }
)
