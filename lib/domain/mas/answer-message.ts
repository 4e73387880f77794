import type { Instant } from '../../core/clock.ts'
import { eventOf } from '../../core/errors/event-of.ts'
import { isMandateError, MandateError } from '../../core/errors/index.ts'
import { uuid } from '../../core/random.ts'
import { actions, writeStatusResponse } from '../../formats/wstrust/index.ts'
import type { Decision } from './decision/grant.ts'
import { readMessage } from './message/read-message.ts'
import type { VerifiedRequest } from './message/verified-request.ts'
import { type MessageWorld, verifyRequest } from './message/verify-request.ts'
import { writeMetadata } from './metadata/write-metadata.ts'
import { type IssuingWorld, issueToken } from './token/issue-token.ts'
import { writeRefusal } from './token/write-refusal.ts'
import type { Trace } from './trace/trace.ts'
import { newTraceId } from './trace/trace-id.ts'
import { type TraceRecorder, traceRecorder } from './trace/trace-recorder.ts'

/** Everything that the answer to a message depends on. */
export type TokenWorld = {
  message: MessageWorld
  issuing: IssuingWorld
  /** Decides about a verified request, or answers a verified question about a token; in another thread, where this one has no memory of its own. */
  authorise(verified: VerifiedRequest): Promise<Decision>
  /** A clock for durations, ms. */
  stopwatch(): number
  /** Told of errors that are our own fault. */
  onInternalError(error: unknown, traceId: string): void
}

/** The answer to one message, ready for HTTP. */
export type TokenAnswer = {
  status: 200 | 500
  body: string
  /** `undefined` for a question about metadata, which is not worth a trace. */
  trace: Trace | undefined
}

/** Every fault is sent with this status: the known clients read faults from no other. */
const faultStatus = 500

/**
 * Answers one message to the token service: a token, whether a token holds, metadata, or a fault that says why not. Everything that was
 * checked is in the trace.
 *
 * @see docs/wire-formats.md
 */
export async function answerMessage(bytes: Uint8Array, world: TokenWorld): Promise<TokenAnswer> {
  const began = world.stopwatch()
  const id = newTraceId(world.issuing.random)
  const { now } = world.message
  const trace = traceRecorder()
  const about = { messageId: undefined as string | undefined, traceId: id }
  const finish = (rest: Pick<Trace, 'outcome' | 'errorCode' | 'event'>): Trace => ({
    id,
    at: now,
    service: world.message.version.name,
    ...rest,
    ...trace.subject,
    durationMicros: Math.round((world.stopwatch() - began) * 1000),
    steps: trace.steps,
  })
  try {
    const answer = await answer200(bytes, world, trace, about)
    return { status: 200, body: answer.body, trace: answer.isTraced ? finish({ outcome: 'ACCEPTED' }) : undefined }
  } catch (thrown) {
    const error = isMandateError(thrown) ? thrown : new MandateError('common.internal')
    if (error !== thrown) world.onInternalError(thrown, id)
    if (trace.steps.at(-1)?.outcome !== 'refused') trace.refuse(error)
    const { code } = error
    return {
      status: faultStatus,
      body: writeRefusal(error, about, { now, random: world.issuing.random }),
      trace: finish({ outcome: 'REFUSED', errorCode: code, event: eventOf(code) }),
    }
  }
}

async function answer200(
  bytes: Uint8Array,
  world: TokenWorld,
  trace: TraceRecorder,
  about: { messageId: string | undefined; traceId: string },
): Promise<{ body: string; isTraced: boolean }> {
  trace.begin('message')
  const message = readMessage(bytes)
  const { action, messageId } = message.addressing
  about.messageId = messageId?.slice(0, 512)
  trace.begin('addressing')
  if (action === actions.metadata) {
    return { body: writeMetadata(world.message, { relatesTo: about.messageId, ...world.issuing }), isTraced: false }
  }
  if (action !== actions.issue && action !== actions.validate)
    throw new MandateError('mas.action-unknown', { action: action.slice(0, 120) })
  const asks = action === actions.issue ? 'request for a token' : 'question about a token'
  trace.pass(`The message is a SOAP 1.2 ${asks}.`, { bytes: bytes.length })

  const verified = verifyRequest(message, world.message, trace)
  const decision = await world.authorise(verified)
  trace.append(decision.steps, decision.subject)
  if (decision.outcome === 'refused') throw new MandateError(decision.code, decision.details)

  if (decision.outcome === 'validated') {
    const { random, now } = world.issuing
    const ids = { message: uuid(random), timestamp: uuid(random) }
    return { body: writeStatusResponse(decision.status, { ids, relatesTo: about.messageId, now }), isTraced: true }
  }

  trace.begin('token')
  const body = issueToken(decision.grant, about, world.issuing)
  trace.pass('The token was signed and encrypted for the service.', { trace: about.traceId })
  return { body, isTraced: true }
}

/** A trace of a request that was refused before it could be read. */
export function transportTrace(
  error: MandateError,
  about: { id: string; at: Instant; service: string; durationMicros: number },
): Trace {
  const trace = traceRecorder()
  trace.begin('transport')
  trace.refuse(error)
  return { ...about, outcome: 'REFUSED', errorCode: error.code, event: eventOf(error.code), steps: trace.steps }
}
