import { createHash } from 'node:crypto'
import type { Instant } from '../../core/clock.ts'
import type { Email } from '../../core/email.ts'
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
      id: mailId(dedupeKey),
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

/** A UUID (version 8, RFC 9562) that follows from the key. */
function mailId(dedupeKey: string): string {
  const hex = createHash('sha256').update(`mandate/mail/${dedupeKey}`).digest('hex')
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
