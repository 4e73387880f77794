import type { KeyObject } from 'node:crypto'
import type { Instant } from '../../../core/clock.ts'
import type { Decision } from '../../../domain/mas/decision/grant.ts'
import type { VerifiedRequest } from '../../../domain/mas/message/verified-request.ts'
import type { ServiceVersionName } from '../../../domain/mas/service-version.ts'
import type { KeptTrace } from '../../../domain/mas/trace/trace-keeper.ts'

/** One message to answer. */
export type TokenJob = { bytes: Uint8Array; version: ServiceVersionName; endpoint: string }

/** The answer to one message, ready for HTTP and for the trace keeper. */
export type JobAnswer = { status: 200 | 500; body: string; trace: KeptTrace | undefined }

/** The key that signs assertions, as a worker gets it. */
export type SigningKey = { privateKey: KeyObject; certificate: Uint8Array }

/** What a worker is told once. */
export type WorkerSetup = {
  issuer: string
  /** Names under which we are reached, in lower case. */
  hosts: readonly string[]
  /** Believe the host that the client asked for: in the sandbox, machines have all kinds of names. */
  anyHost: boolean
}

export type ToWorker =
  | { kind: 'signing-key'; key: SigningKey }
  | { kind: 'job'; id: number; now: Instant; job: TokenJob }
  | { kind: 'decision'; id: number; decision: Decision }
  /** The decision could not be made, by our own fault. */
  | { kind: 'no-decision'; id: number }

export type FromWorker =
  | { kind: 'authorise'; id: number; verified: VerifiedRequest }
  | { kind: 'answer'; id: number; answer: JobAnswer }
  | { kind: 'internal-error'; traceId: string; message: string }
