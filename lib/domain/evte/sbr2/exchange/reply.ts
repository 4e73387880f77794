import { type Random, uuid } from '../../../../core/random.ts'
import { defaultMpc, type SignalMessage, type UserMessage } from '../../../../formats/as4/index.ts'
import type { AnswerDocument } from '../reports/report.ts'

/** What goes back: a message with documents, a signal, or nothing but "I have it". */
export type Reply =
  | { unit: Omit<UserMessage, 'parts'>; documents: readonly AnswerDocument[]; signed: boolean }
  | { unit: SignalMessage }
  | 'nothing'

/** A MessageId of ours. */
export function newMessageId(random: Random): string {
  return `${uuid(random)}@sbr.mandate.invalid`
}

/** Channel that a message names, or the one of those that name none. */
export const mpcOf = ({ mpc }: { mpc?: string }): string => (mpc ?? defaultMpc).slice(0, 255)
