import type { Instant } from '../../../core/clock.ts'
import type { ErrorRow } from '../../../core/errors/define.ts'
import { describeError, errorTable, MandateError } from '../../../core/errors/index.ts'
import { type Random, uuid } from '../../../core/random.ts'
import { checkRequest, readBusinessMessage, type SbdmOperation, writeResponse } from '../../../formats/sbdm/index.ts'
import {
  checkMustUnderstand,
  faultText,
  readEnvelope,
  securitySubcode,
  writeEnvelope,
  writeFault,
} from '../../../formats/wstrust/index.ts'
import { childOf, namespaces, parseXml, textOf } from '../../../formats/xml/index.ts'
import type { Trace } from '../../mas/trace/trace.ts'
import type { FaultPoint } from '../../sandbox/faults/fault-desk.ts'
import { type CallTrace, openCallTrace } from '../caller/call-trace.ts'
import { namedTokenTrace } from '../caller/named-token-trace.ts'
import { inWordsOf } from '../caller/own-words.ts'
import { type CallWorld, verifyCall } from '../caller/verify-call.ts'
import { answerBusiness } from './answer-business.ts'

/** Everything that the answer to a call depends on. */
export type Sbr1World = Omit<CallWorld, 'relyingParty'> & {
  random: Random
  /** Faults on demand that this call may meet. */
  faults?: FaultPoint
  /** True for the first time that a message is shown. */
  acceptOnce(digest: string, until: Instant): Promise<boolean>
  /** A clock for durations, ms. */
  stopwatch(): number
  /** Told of errors that are our own fault. */
  onInternalError(error: unknown, traceId: string): void
}

/** The answer to one call, ready for HTTP. */
export type Sbr1Answer = { status: 200 | 400 | 500; body: string; trace: Trace }

type About = { messageId?: string }

const limits = { bytes: 4 * 1024 * 1024, depth: 64, nodes: 100_000 }

/** Answers one call of a core service of SBR1: the message of the agency, or a fault that says why not. */
export async function answerSbr1(operation: SbdmOperation, bytes: Uint8Array, world: Sbr1World): Promise<Sbr1Answer> {
  const call = openCallTrace('sbr1', world)
  const about: About = {}
  try {
    return { status: 200, body: await answer(operation, bytes, world, call, about), trace: call.accepted() }
  } catch (thrown) {
    const error = inWordsOf('sbr', thrown)
    if (error.code === 'sbr.internal') world.onInternalError(thrown, call.id)
    return { ...fault(error, about, call.id, world), trace: call.refused(error) }
  }
}

/** The answer to a request that was not read to its end. */
export function refuseUnreadSbr1(error: MandateError, world: Sbr1World): Sbr1Answer {
  const call = openCallTrace('sbr1', world)
  call.recorder.begin('transport')
  return { ...fault(error, {}, call.id, world), trace: call.refused(error) }
}

async function answer(
  operation: SbdmOperation,
  bytes: Uint8Array,
  world: Sbr1World,
  call: CallTrace,
  about: About,
): Promise<string> {
  const trace = call.recorder
  trace.begin('message')
  const envelope = readEnvelope(parseXml(bytes, limits))
  const { header, content } = envelope
  if (!header) throw new MandateError('xml.missing-element', { element: 'Header', parent: 'Envelope' })
  const messageId = childOf(header, namespaces.wsa, 'MessageID')
  if (messageId) about.messageId = textOf(messageId).trim().slice(0, 512)
  call.tokenTraceId = namedTokenTrace(header)
  checkMustUnderstand(header, [namespaces.wsa, namespaces.wsse])
  checkRequest(operation, content)
  trace.pass(`The message is a SOAP 1.2 request for ${operation}.`, { operation, bytes: bytes.length })

  const caller = verifyCall({ envelope, header }, { ...world, relyingParty: 'sbr' }, trace)
  if (caller.tokenTraceId !== undefined) call.tokenTraceId = caller.tokenTraceId
  trace.begin('replay')
  if (!(await world.acceptOnce(caller.digest, caller.acceptableUntil))) throw new MandateError('sbr.replayed')
  trace.pass('The message was not used before.')
  await world.faults?.meet(trace, call.tokenTraceId)

  trace.begin('request')
  const request = readBusinessMessage(content)
  trace.pass('The message has the form of a Standard Business Document Message.', {
    type: request.type.slice(0, 120),
    documents: request.documents.length,
  })
  const response = answerBusiness(operation, request, world)
  trace.pass(`The agency answered ${operation}.`, { event: response.events[0]?.code ?? 'none' })
  return writeEnvelope({
    action: `http://sbr.gov.au/services/${operation}.02.service/response`,
    ids: { message: uuid(world.random), timestamp: uuid(world.random) },
    relatesTo: about.messageId,
    now: world.now,
    body: writeResponse(operation, content, response),
  })
}

function fault(
  error: MandateError,
  { messageId }: About,
  traceId: string,
  { now, random }: Sbr1World,
): Pick<Sbr1Answer, 'status' | 'body'> {
  const { code, title, happened, remedy } = describeError(error)
  const row: ErrorRow = errorTable[code]
  const side = row.side ?? 'sender'
  const isSecurity = /^(saml|xmldsig|xmlenc)\./.test(code)
  const body = writeFault({
    ids: { message: uuid(random), timestamp: uuid(random) },
    relatesTo: messageId,
    now,
    side: code === 'sbr.must-understand' ? 'must-understand' : side,
    subcode: isSecurity ? securitySubcode('InvalidSecurity') : undefined,
    text: faultText({ title, event: code, description: happened, advice: remedy, trace: traceId }),
    detail: undefined,
  })
  return { status: side === 'receiver' ? 500 : 400, body }
}
