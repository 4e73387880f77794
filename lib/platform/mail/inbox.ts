import { MandateError } from '../../core/errors/index.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { containsText, equalsText } from '../store/text-filters.ts'

export type InboxFilter = { recipient?: string; kind?: string; search?: string; after?: string; pageSize?: number }

/** A mail in the list; `at` is an ISO moment. */
export type InboxRow = {
  id: string
  at: string
  recipient: string
  subject: string
  kind: string
  status: 'QUEUED' | 'SENT' | 'FAILED'
}
export type InboxMail = InboxRow & { text: string; html: string; calendar: string | null; lastError: string | null }

/**
 * The sandbox's inbox: every mail to anybody, newest first.
 *
 * @throws MandateError `common.not-found` in production, where mails belong to their recipients alone
 */
export async function listInbox(
  runtime: Runtime,
  { recipient, kind, search, after, pageSize = 50 }: InboxFilter,
): Promise<{ rows: InboxRow[]; next: string | null }> {
  onlyInSandbox(runtime)
  const mails = await runtime.store.mail.findMany({
    where: {
      recipient: recipient === undefined ? undefined : equalsText(recipient),
      kind,
      OR: search === undefined ? undefined : [{ subject: containsText(search) }, { recipient: containsText(search) }],
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: Math.min(pageSize, 100) + 1,
    ...(after === undefined || !isUuid(after) ? {} : { cursor: { id: after }, skip: 1 }),
    select: { id: true, createdAt: true, recipient: true, subject: true, kind: true, status: true },
  })
  const rows = mails.slice(0, Math.min(pageSize, 100)).map(toRow)
  return { rows, next: mails.length > rows.length ? (rows.at(-1)?.id ?? null) : null }
}

/** One mail of the sandbox's inbox; `common.not-found` where there is none, or in production. */
export async function readInboxMail(runtime: Runtime, id: string): Promise<InboxMail> {
  onlyInSandbox(runtime)
  const mail = isUuid(id) ? await runtime.store.mail.findUnique({ where: { id } }) : null
  if (mail === null) throw new MandateError('common.not-found')
  const { text, html, calendar, lastError } = mail
  return { ...toRow(mail), text, html, calendar, lastError }
}

function onlyInSandbox({ settings }: Runtime): void {
  if (settings.mode !== 'sandbox') throw new MandateError('common.not-found')
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}

function toRow(mail: {
  id: string
  createdAt: Date
  recipient: string
  subject: string
  kind: string
  status: InboxRow['status']
}): InboxRow {
  const { id, recipient, subject, kind, status } = mail
  return { id, at: mail.createdAt.toISOString(), recipient, subject, kind, status }
}
