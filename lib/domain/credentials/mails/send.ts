import type { Instant } from '../../../core/clock.ts'
import { queueMail } from '../../../platform/mail/queue-mail.ts'
import type { Transaction } from '../../../platform/store/open.ts'
import type { Recipient } from './recipients.ts'
import type { DraftMail } from './write.ts'

/**
 * Puts a mail into the outbox for each recipient; the same mail to the same address goes out once.
 *
 * @param at the real time
 * @returns how many were new; where there are any, emit `mail-queued` after the commit
 */
export async function sendToEach(
  tx: Transaction,
  { key, ...mail }: DraftMail,
  recipients: readonly Recipient[],
  at: Instant,
): Promise<number> {
  let sent = 0
  for (const { email } of recipients) {
    const isNew = await queueMail(tx, { ...mail, to: email, dedupeKey: `${key}/${email.toLowerCase()}`, at })
    if (isNew) sent++
  }
  return sent
}
