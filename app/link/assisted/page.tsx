import type { Metadata } from 'next'
import { MyCases } from '../../../components/link/assisted/my-cases.tsx'
import { listMyLinkCases } from '../../../lib/domain/ram/linking/cases/list-my-link-cases.ts'
import { readSearch, type Search } from '../../support/read-search.ts'
import { showPage } from '../../support/show-page.tsx'
import { underTerms } from '../../support/terms.ts'

export const metadata: Metadata = { title: 'Assisted linking' }

export default async function AssistedPage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => {
    await underTerms(context, '/link/assisted')
    const done = (await readSearch(searchParams)).one('done')
    return <MyCases cases={await listMyLinkCases(context)} hasWithdrawn={done === 'withdrawn'} />
  })
}
