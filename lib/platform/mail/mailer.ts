import { hour, minute, second } from '../../core/clock.ts'
import type { Job } from '../jobs/jobs.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { type MailTransport, openTransport, PermanentRefusal } from './transport.ts'

/** Waits before each further try; after the last one the mail is given up and shown as failed. */
export const retryWaits = [minute, 5 * minute, 30 * minute, 2 * hour, 6 * hour, 12 * hour, 24 * hour]

/** For so long a mail belongs to the process that took it; then another may believe that process dead. */
const leaseMs = 10 * minute
const batchSize = 20

export type Mailer = {
  /** Delivers what is due, until nothing is. */
  deliverDue(): Promise<{ sent: number; postponed: number; failed: number }>
  /** For the composition root. A new mail wakes the mailer by itself. */
  job: Job
  close(): void
}

/**
 * Carries the outbox away. Several processes may run one each: a mail is taken by one of them, by a row lock and a
 * lease. A mail is marked as sent right after the server took it; only when the process dies between the two is it
 * sent again, under the same Message-ID, which mail systems know as the same mail.
 */
export function createMailer(runtime: Runtime, transport: MailTransport = openTransport(runtime)): Mailer {
  const { store, clock, log } = runtime
  const from = `Mandate <no-reply@${mailDomain(runtime.settings.publicUrl)}>`
  let running: Promise<unknown> = Promise.resolve()
  const deliverDue = () => {
    const run = running.then(deliverAll)
    running = run.catch(() => {})
    return run
  }
  const stopListening = runtime.signals.on('mail-queued', () => {
    deliverDue().catch((error: unknown) => log.error('mail could not be delivered', error))
  })
  return {
    deliverDue,
    job: { name: 'mail', everyMs: 15 * second, run: deliverDue },
    close: () => {
      stopListening()
      transport.close()
    },
  }

  async function deliverAll() {
    const outcome = { sent: 0, postponed: 0, failed: 0 }
    for (;;) {
      const batch = await takeBatch()
      for (const mail of batch) outcome[await deliver(mail)]++
      if (batch.length < batchSize) return outcome
    }
  }

  async function takeBatch(): Promise<TakenMail[]> {
    const now = clock.now()
    return await store.$queryRaw<TakenMail[]>`
      UPDATE "Mail" SET "attempts" = "attempts" + 1, "nextAttemptAt" = ${new Date(now + leaseMs)}
      WHERE "id" IN (
        SELECT "id" FROM "Mail" WHERE "status" = 'QUEUED' AND "nextAttemptAt" <= ${new Date(now)}
        ORDER BY "nextAttemptAt" LIMIT ${batchSize} FOR UPDATE SKIP LOCKED)
      RETURNING "id", "recipient", "subject", "text", "html", "calendar", "attempts"`
  }

  async function deliver(mail: TakenMail): Promise<'sent' | 'postponed' | 'failed'> {
    const { id, recipient: to, subject, text, html, calendar } = mail
    try {
      const messageId = `<${id}@${mailDomain(runtime.settings.publicUrl)}>`
      await transport.send({ messageId, from, to, subject, text, html, calendar })
    } catch (error) {
      return await postpone(mail, error)
    }
    // Outside the sandbox nobody reads mails here, and codes have no business staying.
    const content = runtime.settings.mode === 'production' ? { text: '', html: '', calendar: null } : {}
    const sentAt = new Date(clock.now())
    // Of many, for the sandbox may have been given another world meanwhile, without this mail.
    await store.mail.updateMany({ where: { id }, data: { status: 'SENT', sentAt, lastError: null, ...content } })
    return 'sent'
  }

  async function postpone({ id, attempts }: TakenMail, error: unknown): Promise<'postponed' | 'failed'> {
    const wait = error instanceof PermanentRefusal ? undefined : retryWaits[attempts - 1]
    const lastError = (error instanceof Error ? error.message : String(error)).slice(0, 500)
    log.warn('mail not delivered', { mail: id, attempts, again: wait !== undefined })
    if (wait === undefined) {
      await store.mail.updateMany({ where: { id }, data: { status: 'FAILED', lastError } })
      return 'failed'
    }
    await store.mail.updateMany({ where: { id }, data: { lastError, nextAttemptAt: new Date(clock.now() + wait) } })
    return 'postponed'
  }
}

type TakenMail = {
  id: string
  recipient: string
  subject: string
  text: string
  html: string
  calendar: string | null
  attempts: number
}

function mailDomain(publicUrl: string): string {
  const { hostname } = new URL(publicUrl)
  return hostname === 'localhost' || /^[\d.[\]:]+$/.test(hostname) ? 'mandate.localhost' : hostname
}
