import { MandateError } from '../../../../core/errors/index.ts'
import { openDocuments, pingService, type UserMessage } from '../../../../formats/as4/index.ts'
import type { TraceRecorder } from '../../../mas/trace/trace-recorder.ts'
import { type Sbr2Channel, type Sbr2Endpoint, sbr2Endpoints } from '../endpoints.ts'
import { findReport } from '../reports/catalogue.ts'
import type { ReportOutcome } from '../reports/report.ts'
import { writeEvent } from '../reports/write-event.ts'
import { checkParties } from '../sender/check-parties.ts'
import type { VerifiedSender } from '../sender/verified-sender.ts'
import type { Sbr2World } from '../world.ts'
import { checkDocuments, checkProperties } from './check-request.ts'
import { findExchange, type KeptExchange, keepExchange } from './keep-exchange.ts'
import { newMessageId, type Reply } from './reply.ts'
import { replyOf } from './stored-answer.ts'

/** Where a message came in, and in which trace that is told. */
export type Sbr2Call = { endpoint: Sbr2Endpoint; address: string; traceId: string }

/**
 * Takes a message with documents: checks it, runs the report that it asks for, keeps the answer. The same message sent
 * again has no second effect and gets the same answer; that is how a sender makes sure that it arrived.
 *
 * @returns the answer itself, or a receipt where the answer is collected later
 * @throws MandateError `sbr.*`, `as4.*`
 */
export async function takeMessage(
  message: UserMessage,
  sender: VerifiedSender,
  { endpoint, address, traceId }: Sbr2Call,
  world: Sbr2World,
  trace: TraceRecorder,
): Promise<Reply> {
  trace.begin('authority')
  checkParties(message, sender.abn, trace)
  if (message.service === pingService.service && message.action === pingService.action) {
    trace.begin('request')
    trace.pass('The message only asks whether messages arrive.', { endpoint: endpoint.name, exchange: 'ping' })
    return receipt(message, sender, world)
  }
  trace.begin('address')
  const channel = channelOf(endpoint, address)
  trace.pass('The endpoint takes messages of this kind.', { endpoint: endpoint.name, exchange: 'push' })

  trace.begin('replay')
  const before = await findExchange(world.store, sender, message.messageId)
  const kept = before ?? (await perform(message, sender, { channel, traceId }, world, trace))
  if (before) trace.note('The message came before. It gets the same answer, and nothing is done twice.')
  return channel === 'sync' ? replyOf(kept, { now: world.now, signed: false }) : receipt(message, sender, world)
}

async function perform(
  message: UserMessage,
  sender: VerifiedSender,
  { channel, traceId }: { channel: Sbr2Channel; traceId: string },
  world: Sbr2World,
  trace: TraceRecorder,
): Promise<KeptExchange> {
  trace.pass('The message is new.', { messageId: message.messageId })
  trace.begin('request')
  checkProperties(message)
  const report = findReport(message.service, message.action)
  if (!report) {
    const [service, action] = [message.service.slice(0, 160), message.action.slice(0, 80)]
    throw new MandateError('sbr.service-unknown', { service, action })
  }
  const documents = openDocuments(message.parts, sender.message.attachments)
  const records = checkDocuments(documents, channel === 'bulk')
  trace.pass('Every document could be unpacked, and is described.', {
    documents: documents.length,
    compressed: documents.filter(({ properties }) => properties.has('CompressionType')).length,
    ...(Array.isArray(records) && { records: records.length }),
    bytes: documents.reduce((sum, { bytes }) => sum + bytes.length, 0),
  })
  const outcome = records === 'several' ? tooMany(documents.length) : report.run({ documents, records })
  trace.pass(`The report ${report.name} was run.`, {
    report: report.name,
    service: message.service,
    action: message.action,
  })
  const kept = await keepExchange(world, { message, sender, channel, traceId, outcome })
  if (channel === 'sync' && outcome.delay) await world.wait(outcome.delay.sync)
  return kept
}

/** What the real business service answers to a bulk message with several attachments. */
function tooMany(count: number): ReportOutcome {
  const detailed = `A bulk message carries one attachment with all records; this one has ${count}.`
  const code = 'CMN.ATO.GEN.UNEXPECTEDNUMPAYLOADS'
  return { documents: [writeEvent([{ code, severity: 'Error', short: 'Unexpected number of payloads.', detailed }])] }
}

/** A receipt repeats the digests of what was signed: the proof, for the sender, of what arrived. */
function receipt(message: UserMessage, { message: { references } }: VerifiedSender, world: Sbr2World): Reply {
  const messageId = newMessageId(world.random)
  return {
    unit: { kind: 'receipt', timestamp: world.now, messageId, refToMessageId: message.messageId, references },
  }
}

function channelOf(endpoint: Sbr2Endpoint, address: string): Sbr2Channel {
  if (endpoint.push !== undefined) return endpoint.push
  const other = sbr2Endpoints.find(({ push }) => push !== undefined && push === endpoint.pull)
  throw new MandateError('sbr.wrong-endpoint', {
    what: `${endpoint.name} hands out messages, and takes none`,
    endpoint: `${address}/${other?.name ?? 'Single-sync'}`,
  })
}
