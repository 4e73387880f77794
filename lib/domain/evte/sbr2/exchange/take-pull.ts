import { MandateError } from '../../../../core/errors/index.ts'
import type { SignalMessage } from '../../../../formats/as4/index.ts'
import type { Store } from '../../../../platform/store/open.ts'
import type { TraceRecorder } from '../../../mas/trace/trace-recorder.ts'
import type { Sbr2Channel, Sbr2Endpoint } from '../endpoints.ts'
import type { VerifiedSender } from '../sender/verified-sender.ts'
import type { Sbr2World } from '../world.ts'
import type { KeptExchange } from './keep-exchange.ts'
import { mpcOf, type Reply } from './reply.ts'
import { replyOf } from './stored-answer.ts'
import type { Sbr2Call } from './take-message.ts'

type PullRequest = Extract<SignalMessage, { kind: 'pull' }>

/**
 * Hands a waiting message to its business: the answer to the message that the request names, or the oldest that nobody
 * took. The same request sent again gets the same message; an answer that is asked for by its message is handed out as
 * often as that.
 *
 * @throws MandateError `sbr.wrong-endpoint`, `sbr.channel-empty`
 */
export async function takePull(
  pull: PullRequest,
  { abn }: VerifiedSender,
  { endpoint, address }: Sbr2Call,
  world: Sbr2World,
  trace: TraceRecorder,
): Promise<Reply> {
  trace.begin('address')
  const channel = channelOf(endpoint, address)
  trace.pass('The endpoint hands out messages.', { endpoint: endpoint.name, exchange: 'pull' })
  trace.begin('request')
  const { store, now } = world
  const place = { abn, channel, mpc: mpcOf(pull), now }
  const found =
    pull.select === undefined ? await takeOldest(store, pull, place) : await findAnswer(store, pull.select, place)
  if (!found) throw await empty(store, pull, place)
  trace.pass('A message waits for the business.', { answer: found.answerId, inAnswerTo: found.requestId ?? 'nothing' })
  return replyOf(found, { now, signed: true })
}

type Place = { abn: string; channel: Sbr2Channel; mpc: string; now: number }

async function takeOldest(store: Store, { messageId }: PullRequest, place: Place): Promise<KeptExchange | undefined> {
  const { abn, channel, mpc, now } = place
  const again = await store.sbrExchange.findFirst({ where: { abn, channel, pulledBy: messageId } })
  if (again) return again
  const at = new Date(now)
  // One statement, so that two requests at the same moment never take the same message.
  const [taken] = await store.$queryRaw<{ id: string }[]>`
    UPDATE "SbrExchange" SET "pulledBy" = ${messageId}, "pulledAt" = ${at}
    WHERE "id" = (
      SELECT "id" FROM "SbrExchange"
      WHERE "abn" = ${abn} AND "channel" = ${channel} AND "mpc" = ${mpc} AND "readyAt" <= ${at} AND "pulledAt" IS NULL
      ORDER BY "receivedAt", "id" LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING "id"`
  return taken && (await store.sbrExchange.findUniqueOrThrow({ where: { id: taken.id } }))
}

async function findAnswer(store: Store, requestId: string, place: Place): Promise<KeptExchange | undefined> {
  const { abn, channel, now } = place
  const found = await store.sbrExchange.findUnique({ where: { abn_requestId: { abn, requestId } } })
  if (found === null || found.channel !== channel || found.readyAt.getTime() > now) return undefined
  if (found.pulledAt === null) {
    await store.sbrExchange.update({ where: { id: found.id }, data: { pulledAt: new Date(now) } })
  }
  return found
}

async function empty(store: Store, { select }: PullRequest, { abn, channel, now }: Place): Promise<MandateError> {
  const waiting = await store.sbrExchange.findFirst({
    where: { abn, channel, readyAt: { gt: new Date(now) }, ...(select && { requestId: select }) },
  })
  const about = waiting ? '; a message is still being worked on' : select ? `, in answer to ${select}` : ''
  return new MandateError('sbr.channel-empty', { abn, about })
}

function channelOf(endpoint: Sbr2Endpoint, address: string): Sbr2Channel {
  if (endpoint.pull !== undefined) return endpoint.pull
  const what =
    endpoint.push === 'sync'
      ? `${endpoint.name} answers at once, and keeps nothing to collect`
      : `${endpoint.name} takes messages, and hands out none`
  const endpointName = endpoint.push === 'bulk' ? 'BulkBatch-async-pull' : 'Single-async'
  throw new MandateError('sbr.wrong-endpoint', { what, endpoint: `${address}/${endpointName}` })
}
