import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestRuntime, type TestRuntime } from '../../../test/support/runtime.ts'
import { storeKinds } from '../../../test/support/stores.ts'
import type { Day } from '../../core/calendar-day.ts'
import { instant } from '../../core/clock.ts'
import { inTransaction } from '../store/transaction.ts'
import { calendarFile } from './calendar.ts'
import { listInbox, readInboxMail } from './inbox.ts'
import { createMailer, retryWaits } from './mailer.ts'
import { queueMail } from './queue-mail.ts'
import { html, plainText } from './template.ts'
import { type MailTransport, type OutgoingMail, PermanentRefusal } from './transport.ts'

const content = {
  heading: 'Someone & <others>',
  blocks: [
    { text: 'Hello' },
    { code: 'aBC23d' },
    { facts: [['Business', '"Wattle" <Vale>']] as const },
    { list: ['one'] },
    { link: 'http://localhost:3000/a?b=1&c=2', label: 'Go' },
  ],
}

describe.each(storeKinds)('the outbox on %s', (kind) => {
  let runtime: TestRuntime
  let sent: OutgoingMail[]
  let trouble: (mail: OutgoingMail) => void
  const transport: MailTransport = {
    send: async (mail) => {
      await new Promise((resolve) => setTimeout(resolve, 2))
      trouble(mail)
      sent.push(mail)
    },
    close: () => {},
  }
  beforeAll(async () => {
    runtime = await createTestRuntime(kind)
  })
  afterAll(() => runtime.close())
  beforeEach(async () => {
    await runtime.store.mail.deleteMany()
    sent = []
    trouble = () => {}
  })
  const queue = (dedupeKey: string, to = 'olivia@example.com') =>
    inTransaction(runtime.store, (tx) =>
      queueMail(tx, {
        dedupeKey,
        kind: 'test',
        to,
        subject: `About\r\nBcc: ${dedupeKey}`,
        at: runtime.clock.now(),
        ...content,
      }),
    )

  it('queues the same mail once, however often the act is tried', async () => {
    expect([await queue('a'), await queue('a')]).toEqual([true, false])
    await Promise.all([queue('b'), queue('b'), queue('b')])
    expect(await runtime.store.mail.count()).toBe(2)
  })

  it('sends each mail once, though two mailers work', async () => {
    for (let at = 0; at < 45; at++) await queue(`mail-${at}`)
    const mailers = [createMailer(runtime, transport), createMailer(runtime, transport)]
    const outcomes = await Promise.all(mailers.map((mailer) => mailer.deliverDue()))
    for (const mailer of mailers) mailer.close()
    expect(outcomes.reduce((sum, outcome) => sum + outcome.sent, 0)).toBe(45)
    expect(new Set(sent.map((mail) => mail.messageId)).size).toBe(45)
    expect(sent).toHaveLength(45)
    expect(await runtime.store.mail.count({ where: { status: 'SENT' } })).toBe(45)
  })

  it('tries again later and later under the same Message-ID, then gives up', async () => {
    await queue('slow')
    const ids = new Set<string>()
    trouble = (mail) => {
      ids.add(mail.messageId)
      throw new Error('connection refused')
    }
    const mailer = createMailer(runtime, transport)
    for (const wait of retryWaits) {
      expect(await mailer.deliverDue()).toEqual({ sent: 0, postponed: 1, failed: 0 })
      expect(await mailer.deliverDue()).toEqual({ sent: 0, postponed: 0, failed: 0 })
      runtime.clock.advance(wait)
    }
    expect(await mailer.deliverDue()).toEqual({ sent: 0, postponed: 0, failed: 1 })
    mailer.close()
    expect(ids.size).toBe(1)
    expect(await runtime.store.mail.findFirst()).toMatchObject({ status: 'FAILED', lastError: 'connection refused' })
  })

  it('gives up at once what the server will never take, and sends the rest', async () => {
    await queue('bad', 'nobody@example.com')
    await queue('good')
    trouble = (mail) => {
      if (mail.to === 'nobody@example.com') throw new PermanentRefusal('no such mailbox')
    }
    const mailer = createMailer(runtime, transport)
    expect(await mailer.deliverDue()).toEqual({ sent: 1, postponed: 0, failed: 1 })
    mailer.close()
  })

  it('keeps nothing of what it sent in production', async () => {
    await queue('secret')
    const production = { ...runtime, settings: { ...runtime.settings, mode: 'production' as const } }
    const mailer = createMailer(production, transport)
    await mailer.deliverDue()
    mailer.close()
    expect(sent[0]?.text).toContain('aBC23d')
    expect(JSON.stringify(await runtime.store.mail.findFirst())).not.toContain('aBC23d')
  })

  it('wakes up when a mail was queued, until it is closed', async () => {
    const mailer = createMailer(runtime, transport)
    await queue('now')
    runtime.signals.emit('mail-queued', {})
    await expect.poll(() => sent.length).toBe(1)
    mailer.close()
    await queue('later')
    runtime.signals.emit('mail-queued', {})
    await mailer.deliverDue()
    expect(sent).toHaveLength(2)
  })

  it('lets nothing into the subject but one line', async () => {
    await queue('x')
    expect((await runtime.store.mail.findFirstOrThrow()).subject).toBe('About Bcc: x')
  })

  it('shows the inbox newest first, in pages, in the sandbox only', async () => {
    for (const key of ['1', '2', '3']) {
      await queue(key)
      runtime.clock.advance(1000)
    }
    await queue('other', 'marcus@example.com')
    const first = await listInbox(runtime, { recipient: 'OLIVIA@example.com', pageSize: 2 })
    expect(first.rows.map((row) => row.subject)).toEqual(['About Bcc: 3', 'About Bcc: 2'])
    const second = await listInbox(runtime, { recipient: 'olivia@example.com', pageSize: 2, after: first.next ?? '' })
    expect(second.rows.map((row) => row.subject)).toEqual(['About Bcc: 1'])
    expect(second.next).toBeNull()
    expect((await readInboxMail(runtime, second.rows[0]?.id ?? '')).text).toContain('aBC23d')
    await expect(readInboxMail(runtime, "'")).rejects.toMatchObject({ code: 'common.not-found' })
    const production = { ...runtime, settings: { ...runtime.settings, mode: 'production' as const } }
    await expect(listInbox(production, {})).rejects.toMatchObject({ code: 'common.not-found' })
  })
})

describe('mail templates', () => {
  it('write every piece as text and as HTML', () => {
    const text = plainText(content)
    for (const piece of [
      'Someone & <others>',
      'Hello',
      '    aBC23d\n',
      'Business: "Wattle" <Vale>',
      '- one',
      'a?b=1&c=2',
    ]) {
      expect(text).toContain(piece)
    }
    const page = html(content)
    expect(page).not.toContain('<others>')
    expect(page).not.toContain('<Vale>')
    expect(page).toContain('aBC23d')
    expect(page).toContain('href="http://localhost:3000/a?b=1&#38;c=2"')
  })

  it('keeps lines of text short', () => {
    const text = plainText({ heading: 'A', blocks: [{ text: 'word '.repeat(100) }] })
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(76)
  })
})

describe('calendar files', () => {
  const file = calendarFile({
    uid: 'u@example.com',
    day: '2026-12-31' as Day,
    summary: 'Renew; now, or "later"',
    description: `Line\nÄ${'x'.repeat(200)}`,
    at: instant('2026-03-02T01:00:00Z'),
  })

  it('have one whole-day event with escaped text', () => {
    expect(file).toContain('DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101')
    expect(file).toContain('SUMMARY:Renew\\; now\\, or "later"')
    expect(file).toContain('DTSTAMP:20260302T010000Z')
    expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true)
  })

  it('fold lines at 75 octets', () => {
    expect(Math.max(...file.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
    expect(file.replaceAll('\r\n ', '')).toContain(`DESCRIPTION:Line\\nÄ${'x'.repeat(200)}`)
  })
})
