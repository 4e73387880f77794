import type { DeskRequest, ListDeskRequestsResult } from '../../lib/domain/dsp/support/list-desk-requests.ts'
import { formatMoment } from '../format/dates.ts'
import { count, spacedAbn } from '../format/words.ts'
import { EmptyState } from '../ui/message/empty-state.tsx'
import { Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { DataTable } from '../ui/table/data-table.tsx'
import { Filters, SearchFilter, SelectFilter } from '../ui/table/filters.tsx'
import { columnsFor, statuses } from './support-list.tsx'

type Props = { list: ListDeskRequestsResult; asked: { status: string; search: string } }

/** The operator's desk: what DSPs asked, the most pressing first. */
export function Desk({ list, asked }: Props) {
  return (
    <>
      <PageHead
        title="Operator’s desk"
        lead="Questions, incidents and feedback of DSPs. The most pressing come first."
        crumbs={[{ label: 'Online services for DSPs', href: '/dsp' }]}
      />
      <Stack>
        <Filters action="/dsp/desk" isFiltered={asked.search !== '' || asked.status !== 'OPEN'}>
          <SearchFilter name="search" label="Subject or reference" value={asked.search} />
          <SelectFilter
            name="status"
            label="Status"
            value={asked.status}
            options={statuses.filter(({ value }) => value !== '')}
          />
        </Filters>
        {list.rows.length === 0 ? (
          <EmptyState title="Nothing is waiting here" />
        ) : (
          <DataTable
            caption={count(list.total, 'request')}
            rows={list.rows}
            keyOf={({ id }) => id}
            columns={[
              ...columnsFor<DeskRequest>((id) => `/dsp/desk/${id}`).filter(({ heading }) => heading !== 'Seen by'),
              { heading: 'Organisation', cell: ({ businessName, abn }) => `${businessName}, ${spacedAbn(abn)}` },
              {
                heading: 'Answer by',
                cell: ({ answerDueAt, isLate }) =>
                  answerDueAt === null ? (
                    'Nothing due'
                  ) : (
                    <>
                      {formatMoment(answerDueAt)} {isLate && <StatusBadge tone="error">Late</StatusBadge>}
                    </>
                  ),
              },
            ]}
          />
        )}
      </Stack>
    </>
  )
}
