import { hasCode } from '../../core/errors/index.ts'
import { exchange, newMessage, type SbrAnswer, type SbrOptions } from './exchange.ts'

/** What to ask for. */
export type SbrPull = {
  /** MessageId of the message whose answer is wanted; without it, the oldest message that nobody took. */
  messageId?: string
  /** Where it waits: answers to single messages, to bulk messages, or messages that nobody asked for. */
  from: 'async' | 'bulk' | 'collect'
}

const endpoints = { async: 'Single-async', bulk: 'BulkBatch-async-pull', collect: 'Collect-async' } as const

/**
 * Collects a message from SBR2, and confirms that it arrived, with the digests of everything that the service signed.
 *
 * @returns the message, or `undefined` where none is ready
 * @throws MandateError `kit.refused`, `kit.*`
 * @example
 * const answer = await pullReport({ messageId, from: 'async' }, { credential, token })
 */
export async function pullReport(
  { messageId, from }: SbrPull,
  options: SbrOptions,
): Promise<Extract<SbrAnswer, { kind: 'documents' }> | undefined> {
  const pull = { kind: 'pull' as const, ...newMessage(options), ...(messageId && { select: messageId }) }
  const answer = await unlessEmpty(exchange(endpoints[from], pull, [], options))
  if (answer?.kind !== 'documents') return undefined
  const refToMessageId = answer.message.messageId
  const { references } = answer
  const receipt = { kind: 'receipt' as const, ...newMessage(options), refToMessageId, references }
  await exchange(endpoints[from], receipt, [], options)
  return answer
}

async function unlessEmpty<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked
  } catch (error) {
    if (hasCode(error, 'kit.refused') && error.details.event === 'EBMS:0006') return undefined
    throw error
  }
}
