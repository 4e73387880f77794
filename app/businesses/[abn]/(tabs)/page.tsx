import type { Metadata } from 'next'
import {
  RepresentativeList,
  type RequestFilter,
  requestFilters,
} from '../../../../components/authorisations/list/representative-list.tsx'
import { MyAuthorisation } from '../../../../components/authorisations/my-authorisation.tsx'
import { NeedsAttention } from '../../../../components/businesses/needs-attention.tsx'
import { Stack } from '../../../../components/ui/page/layout.tsx'
import { listAuthorisations } from '../../../../lib/domain/ram/authorisations/list/list-authorisations.ts'
import { typeFilters } from '../../../../lib/domain/ram/authorisations/list/type-filters.ts'
import { type AuthorisationStatus, authorisationStatuses } from '../../../../lib/policy/authorisations/statuses.ts'
import { businessOf } from '../../../support/business.ts'
import { readSearch, type Search } from '../../../support/read-search.ts'
import { showPage } from '../../../support/show-page.tsx'

export const metadata: Metadata = { title: 'Manage authorisations' }

type Props = { params: Promise<{ abn: string }>; searchParams: Search }

export default async function BusinessPage({ params, searchParams }: Props) {
  const { abn } = await params
  return showPage(async (context) => {
    const business = await businessOf(abn)
    const search = await readSearch(searchParams)
    if (!business.may['list-authorisations']) {
      return (
        <Stack wide>
          <NeedsAttention business={business} />
          <MyAuthorisation business={business} />
        </Stack>
      )
    }
    const asked = {
      search: search.one('search') ?? '',
      status: search.oneOf('status', [...authorisationStatuses, ...requestFilters] as const) ?? '',
      type: search.oneOf('type', typeFilters) ?? '',
      sort: search.oneOf('sort', ['name', 'newest', 'end-date'] as const) ?? 'name',
      renewal: search.one('renewal') === 'due' ? 'due' : '',
    } as const
    const renewalsDue = business.attention.find(({ kind }) => kind === 'renewals-due')?.count ?? 0
    const list = await listAuthorisations(
      context,
      {
        abn,
        search: asked.search,
        ...statusFilter(asked.status),
        type: asked.type === '' ? [] : [asked.type],
        sort: asked.sort,
        renewalDue: asked.renewal === 'due',
        after: search.one('after'),
        before: search.one('before'),
      },
      { renewalsDue },
    )
    return (
      <Stack wide>
        <NeedsAttention business={business} />
        <RepresentativeList list={list} asked={asked} />
      </Stack>
    )
  })
}

/** The list's one choice of a status holds also what became of requests. */
function statusFilter(chosen: AuthorisationStatus | RequestFilter | '') {
  const request = requestFilters.find((filter) => filter === chosen)
  return { request, status: authorisationStatuses.filter((status) => status === chosen) }
}
