import type { MessagePort } from 'node:worker_threads'
import type { ErrorCode, ErrorDetails } from '../../core/errors/index.ts'
import type { SignalMap, SignalName } from '../../platform/runtime/signals.ts'
import type { InnerAddress } from './inner-door.ts'

/** A signal on its way from one thread to the other. */
export type CarriedSignal = {
  [Name in SignalName]: { kind: 'signal'; name: Name; facts: SignalMap[Name] }
}[SignalName]

export type ToFront =
  /** Begin to serve. `database`: a connection to the embedded one, where that is used. `house`: for everything else. */
  | { kind: 'serve'; database: MessagePort | undefined; house: InnerAddress }
  | CarriedSignal
  /** Let nothing pass until released: something has to be alone. */
  | { kind: 'hold' }
  | { kind: 'release' }
  /** Take no new request, let the running ones finish for so long. */
  | { kind: 'close-door'; graceMs: number }
  | { kind: 'close' }

export type FromFront =
  | { kind: 'door-open' }
  | { kind: 'serving'; inner: InnerAddress }
  | { kind: 'failed'; code: ErrorCode | undefined; details: ErrorDetails; message: string }
  | CarriedSignal
  | { kind: 'held' }
  | { kind: 'door-closed' }
