import Link from 'next/link'
import type { LinkCaseView } from '../../lib/domain/ram/linking/cases/link-case-view.ts'
import type { Page } from '../../lib/domain/ram/views.ts'
import { address } from '../format/address.ts'
import { formatMoment } from '../format/dates.ts'
import { spacedAbn } from '../format/words.ts'
import { StatusOfCase } from '../link/assisted/status-of-case.tsx'
import { EmptyState } from '../ui/message/empty-state.tsx'
import { OneLine } from '../ui/page/layout.tsx'
import { type Column, DataTable } from '../ui/table/data-table.tsx'
import { Filters, SearchFilter, SelectFilter } from '../ui/table/filters.tsx'
import { Pager } from '../ui/table/pager.tsx'
import { DeskFrame } from './desk-frame.tsx'

export const caseStatuses = ['OPEN', 'APPROVED', 'DECLINED', 'WITHDRAWN'] as const

type Asked = { search: string; status: string }

/** The operator's desk: requests for assisted linking, the longest waiting first. */
export function CaseQueue({ list, asked }: { list: Page<LinkCaseView>; asked: Asked }) {
  const isFiltered = asked.search !== '' || asked.status !== 'OPEN'
  return (
    <DeskFrame lead="Requests for assisted linking, the longest waiting first.">
      <Filters action="/desk" isFiltered={isFiltered}>
        <SearchFilter name="search" label="Business, ABN or person" value={asked.search} />
        <SelectFilter name="status" label="Status" value={asked.status} options={statuses} />
      </Filters>
      {list.rows.length === 0 ? (
        <EmptyState title={isFiltered ? 'No request matches' : 'Nothing is waiting for a decision'}>
          {isFiltered && <p>Change the search or the status to see more.</p>}
        </EmptyState>
      ) : (
        <DataTable caption="Requests for assisted linking" columns={columns} rows={list.rows} keyOf={({ id }) => id} />
      )}
      <Pager
        total={list.total}
        shown={list.rows.length}
        noun={['request', 'requests']}
        previous={list.previous && address('/desk', { ...asked, before: list.previous })}
        next={list.next && address('/desk', { ...asked, after: list.next })}
      />
    </DeskFrame>
  )
}

const statuses = [
  { value: 'OPEN', label: 'Waiting for a decision' },
  { value: 'CODE_ASKED', label: 'New code asked for' },
  { value: 'APPROVED', label: 'Approved' },
  { value: 'DECLINED', label: 'Declined' },
  { value: 'WITHDRAWN', label: 'Withdrawn' },
  { value: 'ALL', label: 'All' },
]

const columns: Column<LinkCaseView>[] = [
  {
    heading: 'Business',
    isName: true,
    cell: ({ id, businessName }) => (
      <Link href={`/desk/cases/${id}`} prefetch={false}>
        {businessName}
      </Link>
    ),
  },
  { heading: 'ABN', cell: ({ abn }) => <OneLine>{spacedAbn(abn)}</OneLine> },
  { heading: 'Person', cell: ({ givenNames, familyName }) => `${givenNames} ${familyName}` },
  { heading: 'Says they are', cell: ({ capacityLabel }) => capacityLabel },
  { heading: 'Sent', cell: ({ createdAt }) => <time dateTime={createdAt}>{formatMoment(createdAt)}</time> },
  { heading: 'Status', cell: (row) => <StatusOfCase row={row} /> },
]
