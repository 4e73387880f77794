import type { Instant } from '../../../../core/clock.ts'
import { MandateError } from '../../../../core/errors/index.ts'
import { uuid } from '../../../../core/random.ts'
import type { ReceiptReference, UserMessage } from '../../../../formats/as4/index.ts'
import { isConflictOn } from '../../../../platform/store/conflict.ts'
import type { SbrExchange } from '../../../../platform/store/generated/client.ts'
import type { Store } from '../../../../platform/store/open.ts'
import { inTransaction } from '../../../../platform/store/transaction.ts'
import type { Sbr2Channel } from '../endpoints.ts'
import type { AnswerDocument, ReportOutcome } from '../reports/report.ts'
import type { VerifiedSender } from '../sender/verified-sender.ts'
import type { Sbr2World } from '../world.ts'
import { mpcOf, newMessageId } from './reply.ts'
import { toStored } from './stored-answer.ts'

export type KeptExchange = Pick<SbrExchange, 'abn' | 'answerId' | 'requestId' | 'mpc' | 'answer'>

/**
 * What was kept for the same message, where it came before.
 *
 * @throws MandateError `sbr.message-id-used` where another message of the business had that MessageId
 */
export async function findExchange(
  store: Store,
  { abn, digest }: VerifiedSender,
  requestId: string,
): Promise<KeptExchange | undefined> {
  const found = await store.sbrExchange.findUnique({ where: { abn_requestId: { abn, requestId } } })
  if (found === null) return undefined
  if (found.requestDigest !== digest) throw new MandateError('sbr.message-id-used', { id: requestId })
  return found
}

/** Keeps a message with its answer, and with the notice that comes of it. */
export async function keepExchange(
  { store, random, now }: Sbr2World,
  exchange: {
    message: UserMessage
    sender: VerifiedSender
    channel: Sbr2Channel
    traceId: string
    outcome: ReportOutcome
  },
): Promise<KeptExchange> {
  const { message, sender, channel, traceId, outcome } = exchange
  const row = (documents: readonly AnswerDocument[], to: Sbr2Channel, readyAt: number) => ({
    id: uuid(random),
    abn: sender.abn,
    traceId,
    channel: to,
    mpc: mpcOf(message),
    receivedAt: new Date(now),
    readyAt: new Date(readyAt),
    answerId: newMessageId(random),
    answer: toStored(message, documents),
  })
  const asked = { requestId: message.messageId, requestDigest: sender.digest }
  const readyAt = (now + (outcome.delay?.async ?? 0)) as Instant
  try {
    return await inTransaction(store, async (tx) => {
      if (outcome.notice) await tx.sbrExchange.create({ data: row(outcome.notice, 'collect', now) })
      return await tx.sbrExchange.create({ data: { ...row(outcome.documents, channel, readyAt), ...asked } })
    })
  } catch (error) {
    // Sent twice at the same moment: the other one was faster.
    const other = isConflictOn(error, 'requestId') ? await findExchange(store, sender, message.messageId) : undefined
    if (!other) throw error
    return other
  }
}

/** Keeps what was signed of an answer as it is handed out. */
export async function keepHandedOut(
  store: Store,
  answerId: string,
  references: readonly ReceiptReference[],
): Promise<void> {
  const handedOut = references.map(({ uri, digestAlgorithm, digestValue }) => ({ uri, digestAlgorithm, digestValue }))
  await store.sbrExchange.updateMany({ where: { answerId }, data: { handedOut } })
}
