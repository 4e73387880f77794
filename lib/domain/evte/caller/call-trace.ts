import type { Instant } from '../../../core/clock.ts'
import type { MandateError } from '../../../core/errors/index.ts'
import type { Random } from '../../../core/random.ts'
import type { Trace } from '../../mas/trace/trace.ts'
import { newTraceId } from '../../mas/trace/trace-id.ts'
import { type TraceRecorder, traceRecorder } from '../../mas/trace/trace-recorder.ts'

/** The trace of one call to a simulated service while it is being written. */
export type CallTrace = {
  readonly id: string
  readonly recorder: TraceRecorder
  /** Trace of the request for the token, once the token was opened. */
  tokenTraceId: string | undefined
  accepted(): Trace
  /** @param event code that the service sends for the error, where it sends one */
  refused(error: MandateError, event?: string): Trace
}

/** Begins the trace of a call; its time runs from here. */
export function openCallTrace(
  service: 'usi' | 'sbr1' | 'sbr2',
  { now, random, stopwatch }: { now: Instant; random: Random; stopwatch(): number },
): CallTrace {
  const began = stopwatch()
  const recorder = traceRecorder()
  const finish = (rest: Pick<Trace, 'outcome' | 'errorCode' | 'event'>): Trace => {
    const { fingerprint: _, ...subject } = recorder.subject
    const durationMicros = Math.round((stopwatch() - began) * 1000)
    const { id, tokenTraceId } = call
    const token = tokenTraceId === undefined ? {} : { tokenTraceId }
    return { id, at: now, service, ...rest, ...subject, ...token, durationMicros, steps: recorder.steps }
  }
  const call: CallTrace = {
    id: newTraceId(random),
    recorder,
    tokenTraceId: undefined,
    accepted: () => finish({ outcome: 'ACCEPTED' }),
    refused(error, event) {
      recorder.refuse(error)
      return finish({ outcome: 'REFUSED', errorCode: error.code, ...(event !== undefined && { event }) })
    },
  }
  return call
}
