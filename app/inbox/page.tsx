import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { InboxList } from '../../components/inbox/inbox-list.tsx'
import { listInbox } from '../../lib/platform/mail/inbox.ts'
import { theRuntime } from '../../lib/platform/runtime/runtime.ts'
import { readSearch, type Search } from '../support/read-search.ts'

export const metadata: Metadata = { title: 'Sandbox inbox' }

export default async function InboxPage({ searchParams }: { searchParams: Search }) {
  const runtime = theRuntime()
  if (runtime.settings.mode !== 'sandbox') notFound()
  const asked = await readSearch(searchParams)
  const search = asked.one('search')?.slice(0, 100)
  const inbox = await listInbox(runtime, { search, after: asked.one('after') })
  return <InboxList inbox={inbox} search={search ?? ''} />
}
