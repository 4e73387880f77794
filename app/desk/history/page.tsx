import type { Metadata } from 'next'
import { DeskHistory } from '../../../components/desk/desk-history.tsx'
import { listDeskHistory } from '../../../lib/domain/desk/list-desk-history.ts'
import { readSearch, type Search } from '../../support/read-search.ts'
import { showPage } from '../../support/show-page.tsx'

export const metadata: Metadata = { title: 'History of the desk' }

export default async function DeskHistoryPage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => {
    const search = await readSearch(searchParams)
    return (
      <DeskHistory
        list={await listDeskHistory(context, { after: search.one('after'), before: search.one('before') })}
      />
    )
  })
}
