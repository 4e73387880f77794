import type { Instant } from '../../../core/clock.ts'
import type { ErrorCode } from '../../../core/errors/index.ts'

/** What a step of the service is about; the order is that of the steps. */
export type TraceStepName =
  | 'transport'
  | 'message'
  | 'addressing'
  | 'certificate'
  | 'reference'
  | 'signature'
  | 'freshness'
  | 'address'
  | 'chain'
  | 'credential'
  | 'business'
  | 'relying-party'
  | 'request'
  | 'authority'
  | 'claims'
  | 'lifetime'
  | 'key'
  | 'replay'
  | 'injected'
  | 'token'

/** What was compared with what. Never a key, a secret or the content of a token. */
export type TraceFacts = Readonly<Record<string, string | number | boolean>>

/** One step of the way through the service. */
export type TraceStep = {
  readonly name: TraceStepName
  readonly outcome: 'passed' | 'refused' | 'noted'
  /** What happened, in one sentence. */
  readonly sentence: string
  readonly facts?: TraceFacts
  /** For a refusal: the one change that would make it pass. */
  readonly change?: string
}

/** Whom the request was about, as far as that became known. */
export type TraceSubject = {
  abn?: string
  credentialId?: string
  relyingPartyId?: string
  /** Trace of the token that this call used or asked about, where it did. */
  tokenTraceId?: string
  /** SHA-256 of the certificate in the message; not kept, only to find out whose it is. */
  fingerprint?: string
}

/** The way of one request through the service, whatever its outcome. */
export type Trace = TraceSubject & {
  readonly id: string
  readonly at: Instant
  readonly service: string
  readonly outcome: 'ACCEPTED' | 'REFUSED'
  readonly errorCode?: ErrorCode
  readonly event?: string
  readonly durationMicros: number
  readonly steps: readonly TraceStep[]
}
