import type { Metadata } from 'next'
import { SharedServices } from '../../../components/share/shared-services.tsx'
import { listSharedServices } from '../../../lib/domain/ram/sharing/list-shared-services.ts'
import { readSearch, type Search } from '../../support/read-search.ts'
import { showPage } from '../../support/show-page.tsx'

export const metadata: Metadata = { title: 'Services you share with' }

export default async function SharedServicesPage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => {
    const done = (await readSearch(searchParams)).one('done')
    return <SharedServices services={await listSharedServices(context)} withdrawn={done === 'withdrawn'} />
  })
}
