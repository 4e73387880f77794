import type { Instant } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { type Random, uuid } from '../../../core/random.ts'
import {
  readUsiRequest,
  type UsiOperation,
  type UsiProblem,
  usiAction,
  writeUsiResponse,
} from '../../../formats/usi/index.ts'
import { writeEnvelope } from '../../../formats/wstrust/index.ts'
import type { Store } from '../../../platform/store/open.ts'
import type { Trace } from '../../mas/trace/trace.ts'
import type { TraceRecorder } from '../../mas/trace/trace-recorder.ts'
import type { FaultPoint } from '../../sandbox/faults/fault-desk.ts'
import { type CallTrace, openCallTrace } from '../caller/call-trace.ts'
import type { VerifiedCaller } from '../caller/caller.ts'
import { namedTokenTrace } from '../caller/named-token-trace.ts'
import { inWordsOf } from '../caller/own-words.ts'
import { type CallWorld, verifyCall } from '../caller/verify-call.ts'
import { admitOrganisation } from './admit-organisation.ts'
import { operationOf, type ReceivedCall, readCall } from './message/read-call.ts'
import { type FaultContext, usiErrorNumber, writeUsiFault } from './message/write-fault.ts'
import { performOperation } from './operations/perform.ts'

/** Everything that the answer to a call depends on. */
export type UsiWorld = Omit<CallWorld, 'relyingParty'> & {
  store: Store
  random: Random
  /** Faults on demand that this call may meet. */
  faults?: FaultPoint
  /** Address of version 5, for advice. */
  address: string
  /** True for the first time that a message is shown. */
  acceptOnce(digest: string, until: Instant): Promise<boolean>
  /** A clock for durations, ms. */
  stopwatch(): number
  /** Told of errors that are our own fault. */
  onInternalError(error: unknown, traceId: string): void
}

/** The answer to one call, ready for HTTP. WCF sends every fault with 500, and clients expect it. */
export type UsiAnswer = { status: 200 | 500; body: string; trace: Trace }

/**
 * Answers one call to the USI service: the operation's answer, or a fault that says why not. Everything that was
 * checked is in the trace.
 */
export async function answerCall(bytes: Uint8Array, world: UsiWorld): Promise<UsiAnswer> {
  const call = openCallTrace('usi', world)
  const about: FaultContext = { messageId: undefined, operation: undefined, traceId: call.id }
  try {
    return { status: 200, body: await answer(bytes, world, call, about), trace: call.accepted() }
  } catch (thrown) {
    const error = inWordsOf('usi', thrown)
    if (error.code === 'usi.internal') world.onInternalError(thrown, call.id)
    return refuse(error, about, call, world)
  }
}

/** The answer to a request that was not read to its end. */
export function refuseUnread(error: MandateError, world: UsiWorld): UsiAnswer {
  const call = openCallTrace('usi', world)
  call.recorder.begin('transport')
  return refuse(error, { messageId: undefined, operation: undefined, traceId: call.id }, call, world)
}

function refuse(error: MandateError, about: FaultContext, call: CallTrace, world: UsiWorld): UsiAnswer {
  const trace = call.refused(error, String(usiErrorNumber(error.code)))
  return { status: 500, body: writeUsiFault(error, about, world), trace }
}

async function answer(bytes: Uint8Array, world: UsiWorld, callTrace: CallTrace, about: FaultContext): Promise<string> {
  const trace = callTrace.recorder
  trace.begin('message')
  const call = readCall(bytes)
  about.messageId = call.addressing.messageId?.slice(0, 512)
  callTrace.tokenTraceId = namedTokenTrace(call.header)
  trace.begin('addressing')
  const operation = operationOf(call, world.address)
  about.operation = operation
  checkAddress(call)
  trace.pass(`The message is a SOAP 1.2 request for ${operation}.`, { operation, bytes: bytes.length })

  const caller = verifyCall(call, { ...world, relyingParty: 'usi' }, trace)
  if (caller.tokenTraceId !== undefined) callTrace.tokenTraceId = caller.tokenTraceId
  trace.begin('replay')
  if (!(await world.acceptOnce(caller.digest, caller.acceptableUntil))) throw new MandateError('usi.replayed')
  trace.pass('The message was not used before.')
  await world.faults?.meet(trace, callTrace.tokenTraceId)

  return await perform(operation, call, caller, { world, trace, about })
}

async function perform<Operation extends UsiOperation>(
  operation: Operation,
  call: ReceivedCall,
  { abn }: VerifiedCaller,
  { world, trace, about }: { world: UsiWorld; trace: TraceRecorder; about: FaultContext },
): Promise<string> {
  trace.begin('request')
  const read = readUsiRequest(operation, call.envelope.content)
  if ('problems' in read) {
    about.problems = read.problems
    throw new MandateError('usi.request-invalid', { what: sentenceOf(read.problems) })
  }
  trace.pass('The request keeps to the contract.')
  const { store, random, now } = world
  const code = (read.value as { OrgCode?: string }).OrgCode
  const organisation = code === undefined ? undefined : await admitOrganisation(store, code, abn, trace)
  trace.begin('request')
  const response = await performOperation(operation, { store, random, now, abn, organisation }, read.value)
  trace.pass(`${operation} was answered.`)
  return writeEnvelope({
    action: usiAction(operation, 'response'),
    ids: { message: uuid(random), timestamp: uuid(random) },
    relatesTo: about.messageId,
    now,
    body: writeUsiResponse(operation, response),
  })
}

/** The path under which the service is known, here and in public; hosts differ where a proxy stands between. */
const ownPath = /\/service\/v5\/usiservice\.svc\/?$/i

function checkAddress({ addressing: { to } }: ReceivedCall): void {
  if (to === undefined) return
  const path = to.address.split(/[?#]/, 1)[0] as string
  if (!ownPath.test(path)) throw new MandateError('usi.wrong-address', { to: to.address.slice(0, 200) })
}

function sentenceOf(problems: readonly UsiProblem[]): string {
  const [first] = problems.map(({ path, problem }) => `${path} ${problem}.`)
  const more = problems.length - 1
  return `${first}${more > 0 ? ` There ${more === 1 ? 'is 1 more problem' : `are ${more} more problems`}.` : ''}`
}
