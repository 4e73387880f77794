import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { MailPage } from '../../../components/inbox/mail-page.tsx'
import { hasCode } from '../../../lib/core/errors/index.ts'
import { readInboxMail } from '../../../lib/platform/mail/inbox.ts'
import { theRuntime } from '../../../lib/platform/runtime/runtime.ts'

export const metadata: Metadata = { title: 'Mail' }

export default async function InboxMailPage({ params }: { params: Promise<{ id: string }> }) {
  const runtime = theRuntime()
  const mail = await readInboxMail(runtime, (await params).id).catch((error: unknown) => {
    if (hasCode(error, 'common.not-found')) notFound()
    throw error
  })
  return <MailPage mail={mail} publicUrl={runtime.settings.publicUrl} />
}
