import { createTransport } from 'nodemailer'
import type { Runtime } from '../runtime/runtime.ts'

/** A mail as it leaves the house. `messageId` is the same whenever the mail is tried again. */
export type OutgoingMail = {
  messageId: string
  from: string
  to: string
  subject: string
  text: string
  html: string
  calendar: string | null
}

/** Carries mails away. A refusal that trying again cannot change is thrown as {@link PermanentRefusal}. */
export type MailTransport = { send(mail: OutgoingMail): Promise<void>; close(): void }

/** The mail server will never take this mail. */
export class PermanentRefusal extends Error {}

/** The transport that the settings ask for: a mail server, or in the sandbox the inbox page, which needs no carrying. */
export function openTransport(runtime: Runtime): MailTransport {
  const { smtpUrl } = runtime.settings
  return smtpUrl === undefined ? inboxTransport : smtpTransport(smtpUrl)
}

const inboxTransport: MailTransport = { send: async () => {}, close: () => {} }

function smtpTransport(url: string): MailTransport {
  const smtp = createTransport({ url, pool: true, maxConnections: 2, connectionTimeout: 20_000, socketTimeout: 60_000 })
  return {
    async send({ messageId, from, to, subject, text, html, calendar }) {
      try {
        await smtp.sendMail({
          messageId,
          from,
          to,
          subject,
          text,
          html,
          // Mail that a machine answers must not come back as mail to us.
          headers: { 'Auto-Submitted': 'auto-generated' },
          attachments:
            calendar === null
              ? []
              : [
                  {
                    filename: 'date.ics',
                    content: calendar,
                    contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
                  },
                ],
        })
      } catch (error) {
        const { responseCode } = error as { responseCode?: number }
        if (responseCode !== undefined && responseCode >= 500) {
          throw new PermanentRefusal(`the mail server refused it (${responseCode})`, { cause: error })
        }
        throw error
      }
    },
    close: () => smtp.close(),
  }
}
