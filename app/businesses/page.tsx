import type { Metadata } from 'next'
import { BusinessList } from '../../components/businesses/business-list.tsx'
import { typeFilters } from '../../lib/domain/ram/authorisations/list/type-filters.ts'
import { listMyBusinesses } from '../../lib/domain/ram/businesses/list-my-businesses.ts'
import { readSearch, type Search } from '../support/read-search.ts'
import { showPage } from '../support/show-page.tsx'
import { underTerms } from '../support/terms.ts'

export const metadata: Metadata = { title: 'Businesses you can act for' }

export default async function BusinessesPage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => {
    await underTerms(context, '/businesses')
    const search = await readSearch(searchParams)
    const asked = {
      search: search.one('search') ?? '',
      type: search.oneOf('type', typeFilters) ?? '',
      sort: search.oneOf('sort', ['name', 'recent', 'end-date'] as const) ?? 'name',
    } as const
    const list = await listMyBusinesses(context, {
      ...asked,
      type: asked.type === '' ? undefined : asked.type,
      after: search.one('after'),
      before: search.one('before'),
    })
    return <BusinessList list={list} asked={asked} hasLeft={search.one('done') === 'self-removed'} />
  })
}
