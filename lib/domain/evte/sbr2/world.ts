import type { KeyObject } from 'node:crypto'
import type { Instant } from '../../../core/clock.ts'
import type { Random } from '../../../core/random.ts'
import type { AssertionPolicy } from '../../../formats/saml/index.ts'
import type { Store } from '../../../platform/store/open.ts'
import type { CredentialPorts } from '../../mas/decision/ports.ts'
import type { SenderCertificates } from '../../mas/message/sender-certificates.ts'
import type { FaultPoint } from '../../sandbox/faults/fault-desk.ts'

/** Everything that the answer to a message depends on. */
export type Sbr2World = {
  now: Instant
  store: Store
  /** Faults on demand that this message may meet. */
  faults?: FaultPoint
  random: Random
  tokens: AssertionPolicy
  certificates: SenderCertificates
  credentials: CredentialPorts
  /** What the service signs with; certificate in DER. */
  signer: { privateKey: KeyObject; certificate: Uint8Array }
  wait(ms: number): Promise<void>
  /** A clock for durations, ms. */
  stopwatch(): number
  /** Told of errors that are our own fault. */
  onInternalError(error: unknown, traceId: string): void
}
