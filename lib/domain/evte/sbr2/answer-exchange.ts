import { MandateError } from '../../../core/errors/index.ts'
import {
  as4Namespaces,
  readAs4,
  readMessaging,
  type SignalMessage,
  type UserMessage,
  type WrittenMessage,
  writeAs4,
} from '../../../formats/as4/index.ts'
import { checkMustUnderstand } from '../../../formats/wstrust/index.ts'
import { childrenOf, namespaces } from '../../../formats/xml/index.ts'
import type { Trace } from '../../mas/trace/trace.ts'
import { type CallTrace, openCallTrace } from '../caller/call-trace.ts'
import { namedTokenTrace } from '../caller/named-token-trace.ts'
import { inWordsOf } from '../caller/own-words.ts'
import type { Sbr2Endpoint } from './endpoints.ts'
import { keepHandedOut } from './exchange/keep-exchange.ts'
import type { Reply } from './exchange/reply.ts'
import { takeMessage } from './exchange/take-message.ts'
import { takePull } from './exchange/take-pull.ts'
import { takeReceipt } from './exchange/take-receipt.ts'
import { checkMessageTime } from './sender/check-freshness.ts'
import { verifySender } from './sender/verify-sender.ts'
import type { Sbr2World } from './world.ts'
import { ebmsCodeOf, writeSignalFor } from './write-refusal.ts'

/** A message as it came in. */
export type Sbr2Message = {
  body: Uint8Array
  contentType: string
  endpoint: Sbr2Endpoint
  /** Address of the services, without the last part; for advice. */
  address: string
}

/** The answer, ready for HTTP, and its trace; no body for "I have it". */
export type Sbr2Answer = { status: number; message: WrittenMessage | undefined; trace: Trace }

type About = { messageId?: string }

/**
 * Answers one message to SBR2. A refusal is an Error signal: the exchange itself worked, so its HTTP status is 200, and
 * clients that look at the status first still read why.
 */
export async function answerExchange(received: Sbr2Message, world: Sbr2World): Promise<Sbr2Answer> {
  const call = openCallTrace('sbr2', world)
  const about: About = {}
  try {
    const reply = await answer(received, world, call, about)
    const message = reply === 'nothing' ? undefined : await writeReply(reply, world)
    return { status: message ? 200 : 202, message, trace: call.accepted() }
  } catch (thrown) {
    const error = inWordsOf('sbr', thrown)
    if (error.code === 'sbr.internal') world.onInternalError(thrown, call.id)
    return refuse(error, 200, about, call, world)
  }
}

/** The answer to a message that was not read to its end. */
export function refuseUnreadExchange(error: MandateError, status: number, world: Sbr2World): Sbr2Answer {
  const call = openCallTrace('sbr2', world)
  call.recorder.begin('transport')
  return refuse(error, status, {}, call, world)
}

function refuse(error: MandateError, status: number, about: About, call: CallTrace, world: Sbr2World): Sbr2Answer {
  const unit = writeSignalFor(error, { messageId: about.messageId, traceId: call.id }, world)
  return { status, message: write({ unit }, world), trace: call.refused(error, ebmsCodeOf(error.code)) }
}

const understood = [namespaces.wsse, namespaces.wsa, as4Namespaces.eb]

async function answer(
  { body, contentType, endpoint, address }: Sbr2Message,
  world: Sbr2World,
  callTrace: CallTrace,
  about: About,
): Promise<Reply> {
  const trace = callTrace.recorder
  trace.begin('message')
  const message = readAs4(body, contentType)
  // Not believed yet: only so that a refusal can say which message it is about.
  about.messageId = onlyUnit(readMessaging(message.messaging)).messageId
  checkMustUnderstand(message.header, understood)
  callTrace.tokenTraceId = namedTokenTrace(message.header)
  const [content] = childrenOf(message.body)
  if (content) throw new MandateError('sbr.body-not-empty', { element: content.local.slice(0, 60) })
  const attachments = message.attachments.length
  trace.pass('The message is a SOAP 1.2 message with an ebMS header.', { bytes: body.length, attachments })

  const sender = await verifySender(message, world, trace)
  if (sender.tokenTraceId !== undefined) callTrace.tokenTraceId = sender.tokenTraceId
  const unit = onlyUnit(sender.message.units)
  trace.begin('freshness')
  checkMessageTime(unit.timestamp, world.now, trace)
  await world.faults?.meet(trace, callTrace.tokenTraceId)
  const call = { endpoint, address, traceId: callTrace.id }
  if (unit.kind === 'user') return await takeMessage(unit, sender, call, world, trace)
  if (unit.kind === 'pull') return await takePull(unit, sender, call, world, trace)
  return await takeReceipt(unit, sender, world, trace)
}

function onlyUnit(units: readonly (UserMessage | SignalMessage)[]): UserMessage | SignalMessage {
  const [unit, second] = units
  if (!unit || second) throw new MandateError('sbr.messaging-missing')
  return unit
}

/** What was signed is kept, so that a receipt for it can be judged. */
async function writeReply(reply: Exclude<Reply, 'nothing'>, world: Sbr2World): Promise<WrittenMessage> {
  const { references, ...message } = write(reply, world)
  if (references.length > 0) await keepHandedOut(world.store, reply.unit.messageId, references)
  return message
}

/** Only what is pulled is signed, as the real service has it. */
function write(reply: Exclude<Reply, 'nothing'>, { random, signer }: Sbr2World): ReturnType<typeof writeAs4> {
  if (!('documents' in reply)) return writeAs4({ units: [reply.unit], random })
  const { unit, documents, signed } = reply
  return writeAs4({ units: [unit], documents, random, ...(signed && { signer }) })
}
