import type { Metadata } from 'next'
import { Desk } from '../../../components/dsp/desk.tsx'
import { listDeskRequests } from '../../../lib/domain/dsp/support/list-desk-requests.ts'
import { readSearch, type Search } from '../../support/read-search.ts'
import { showPage } from '../../support/show-page.tsx'

export const metadata: Metadata = { title: 'Operator’s desk' }

export default async function DeskPage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => {
    const search = await readSearch(searchParams)
    const asked = {
      status: search.oneOf('status', ['OPEN', 'ANSWERED', 'RESOLVED', 'WITHDRAWN'] as const) ?? ('OPEN' as const),
      search: search.one('search') ?? '',
    }
    return <Desk list={await listDeskRequests(context, asked)} asked={asked} />
  })
}
