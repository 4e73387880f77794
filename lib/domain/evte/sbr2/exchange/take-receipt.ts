import { MandateError } from '../../../../core/errors/index.ts'
import { missingReferences, type ReceiptReference, type SignalMessage } from '../../../../formats/as4/index.ts'
import type { TraceRecorder } from '../../../mas/trace/trace-recorder.ts'
import type { VerifiedSender } from '../sender/verified-sender.ts'
import type { Sbr2World } from '../world.ts'
import type { Reply } from './reply.ts'

/**
 * Takes a receipt, or errors, for a message that was handed out. Nothing goes back but that it arrived. Whether the
 * receipt proves what arrived, by the digests of everything that was signed, is noted.
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
  const found = await store.sbrExchange.findFirst({ where: { abn, answerId, pulledAt: { not: null } } })
  if (found === null) throw new MandateError('sbr.receipt-unknown', { id: answerId.slice(0, 255) || '(none)', abn })
  await store.sbrExchange.update({ where: { id: found.id }, data: { acknowledgedAt: new Date(now) } })
  trace.pass('The business has the message.', { answer: answerId, exchange: 'receipt' })
  noteProof(signal.references, (found.handedOut ?? []) as ReceiptReference[], trace)
  return 'nothing'
}

function noteProof(
  told: readonly ReceiptReference[],
  handedOut: readonly ReceiptReference[],
  trace: TraceRecorder,
): void {
  const missing = missingReferences(handedOut, told)
  const facts = { signedParts: handedOut.length, repeated: handedOut.length - missing.length }
  if (handedOut.length > 0 && missing.length === 0) {
    trace.pass('The receipt repeats the digests of everything that was signed.', { ...facts, proof: 'complete' })
  } else {
    trace.note('The receipt does not repeat the digests of everything that was signed, so it proves nothing.', {
      ...facts,
      proof: 'incomplete',
    })
  }
}
