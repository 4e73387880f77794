import type { Instant } from '../../core/clock.ts'
import type { Email } from '../../core/email.ts'
import { derivedId } from '../derived-id.ts'
import type { Transaction } from '../store/open.ts'
import { html, type MailContent, plainText } from './template.ts'

export type MailFacts = MailContent & {
  /** Names the act that causes the mail, and the recipient: the same key is mailed once, ever. */
  dedupeKey: string
  /** `authorisation-request`, `renewal-due`... */
  kind: string
  abn?: string
  to: Email | string
  subject: string
  /** An iCalendar file to attach. */
  calendar?: string
  /** The real time. */
  at: Instant
}

/**
 * Puts a mail into the outbox, in the transaction of the act that causes it. After the commit, emit `mail-queued`.
 *
 * @returns false when this mail was queued before
 */
export async function queueMail(tx: Transaction, facts: MailFacts): Promise<boolean> {
  const { dedupeKey, kind, abn, to, subject, calendar, at } = facts
  const { count } = await tx.mail.createMany({
    data: {
      id: derivedId(`mail/${dedupeKey}`),
      dedupeKey,
      kind,
      abn,
      recipient: to,
      subject: subject.replace(/\s+/g, ' '),
      text: plainText(facts),
      html: html(facts),
      calendar,
      status: 'QUEUED',
      nextAttemptAt: new Date(at),
      createdAt: new Date(at),
    },
    skipDuplicates: true,
  })
  return count === 1
}
