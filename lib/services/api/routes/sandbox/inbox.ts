import { z } from 'zod'
import { parseInput } from '../../../../domain/parse-input.ts'
import { type InboxFilter, listInbox, readInboxMail } from '../../../../platform/mail/inbox.ts'
import { idText, momentText } from '../../answers/common.ts'
import { openRoute, type Route } from '../../route.ts'

const mailRow = z
  .object({
    id: idText,
    at: momentText,
    recipient: z.string(),
    subject: z.string(),
    kind: z.string(),
    status: z.enum(['QUEUED', 'SENT', 'FAILED']),
  })
  .meta({ id: 'SandboxMailRow' })

const filter = z.object({
  recipient: z.string().max(254).optional().describe('Mails to this address.'),
  kind: z.string().max(100).optional().describe('Mails of this kind.'),
  search: z.string().max(100).optional().describe('Words of the subject or the address.'),
  after: z.string().max(100).optional().describe('What "next" was on the page before.'),
  pageSize: z.coerce.number().int().min(1).max(100).default(50),
})

/** Every mail of the sandbox, where a test finds the code that a person would be sent. */
export const inboxRoutes: readonly Route[] = [
  openRoute({
    access: 'sandbox',
    method: 'GET',
    path: '/sandbox/inbox',
    id: 'listSandboxMails',
    summary: 'List the mails',
    description: 'Newest first.',
    input: filter,
    answer: z.object({ rows: z.array(mailRow), next: z.string().nullable() }).meta({ id: 'SandboxMailPage' }),
    call: ({ runtime }, input) => listInbox(runtime, parseInput(filter, input) as InboxFilter),
  }),
  openRoute({
    access: 'sandbox',
    method: 'GET',
    path: '/sandbox/inbox/{id}',
    id: 'viewSandboxMail',
    summary: 'Read a mail',
    input: z.object({ id: z.string() }),
    answer: mailRow
      .extend({
        text: z.string(),
        html: z.string(),
        calendar: z.string().nullable().describe('What is attached for a calendar, iCalendar.'),
        lastError: z.string().nullable(),
      })
      .meta({ id: 'SandboxMail' }),
    call: ({ runtime }, { id }) => readInboxMail(runtime, id),
  }),
]
