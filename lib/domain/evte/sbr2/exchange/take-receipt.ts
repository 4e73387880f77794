import { MandateError } from '../../../../core/errors/index.ts'
import type { SignalMessage } from '../../../../formats/as4/index.ts'
import type { TraceRecorder } from '../../../mas/trace/trace-recorder.ts'
import type { VerifiedSender } from '../sender/verified-sender.ts'
import type { Sbr2World } from '../world.ts'
import type { Reply } from './reply.ts'

/**
 * Takes a receipt, or errors, for a message that was handed out. Nothing goes back but that it arrived.
 *
 * @throws MandateError `sbr.receipt-unknown`
 */
export async function takeReceipt(
  signal: Extract<SignalMessage, { kind: 'receipt' | 'errors' }>,
  { abn }: VerifiedSender,
  { store, now }: Sbr2World,
  trace: TraceRecorder,
): Promise<Reply> {
  trace.begin('request')
  if (signal.kind === 'errors') {
    trace.note('The business reports errors.', { codes: signal.errors.map(({ code }) => code.slice(0, 20)).join(', ') })
    return 'nothing'
  }
  const answerId = signal.refToMessageId ?? ''
  const { count } = await store.sbrExchange.updateMany({
    where: { abn, answerId, pulledAt: { not: null } },
    data: { acknowledgedAt: new Date(now) },
  })
  if (count === 0) throw new MandateError('sbr.receipt-unknown', { id: answerId.slice(0, 255) || '(none)', abn })
  trace.pass('The business has the message.', { answer: answerId })
  return 'nothing'
}
