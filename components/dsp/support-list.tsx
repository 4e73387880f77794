import { ButtonLink } from '@ag.ds-next/react/button'
import Link from 'next/link'
import type { ListRequestsResult } from '../../lib/domain/dsp/support/list-requests.ts'
import type { RequestSummary } from '../../lib/domain/dsp/support/request-view.ts'
import { address } from '../format/address.ts'
import { formatMoment } from '../format/dates.ts'
import { EmptyState } from '../ui/message/empty-state.tsx'
import { Row, Stack } from '../ui/page/layout.tsx'
import { StatusBadge, type Tone } from '../ui/status-badge.tsx'
import { type Column, DataTable } from '../ui/table/data-table.tsx'
import { Filters, SearchFilter, SelectFilter } from '../ui/table/filters.tsx'
import { Pager } from '../ui/table/pager.tsx'
import styles from './dsp.module.css'

type Props = { list: ListRequestsResult; asked: { status: string; search: string } }

/** The requests of a DSP, and the ways to send a new one. */
export function SupportList({ list, asked }: Props) {
  const path = `/dsp/${list.business.abn}/support`
  const isFiltered = asked.status + asked.search !== ''
  return (
    <Stack>
      <div className={styles.listHead}>
        <h2>Support</h2>
        <Row>
          <ButtonLink href={`${path}/new?kind=QUESTION`}>Ask a question</ButtonLink>
          <ButtonLink href={`${path}/new?kind=INCIDENT`} variant="secondary">
            Report an incident
          </ButtonLink>
          <ButtonLink href={`${path}/new?kind=FEEDBACK`} variant="secondary">
            Give feedback
          </ButtonLink>
        </Row>
      </div>
      <Filters action={path} isFiltered={isFiltered}>
        <SearchFilter name="search" label="Subject or reference" value={asked.search} />
        <SelectFilter name="status" label="Status" value={asked.status} options={statuses} />
      </Filters>
      {list.rows.length === 0 ? (
        <EmptyState title={isFiltered ? 'No request matches' : 'There is no request yet'} />
      ) : (
        <DataTable
          caption="Requests of your organisation, the last changed first"
          rows={list.rows}
          keyOf={({ id }) => id}
          columns={columnsFor((id) => `${path}/${id}`)}
        />
      )}
      <Pager
        total={list.total}
        shown={list.rows.length}
        noun={['request', 'requests']}
        previous={list.previous && address(path, { ...asked, before: list.previous })}
        next={list.next && address(path, { ...asked, after: list.next })}
      />
    </Stack>
  )
}

export const statuses = [
  { value: '', label: 'All' },
  { value: 'OPEN', label: 'With the desk' },
  { value: 'ANSWERED', label: 'Answered' },
  { value: 'RESOLVED', label: 'Resolved' },
  { value: 'WITHDRAWN', label: 'Withdrawn' },
]

const tones: Record<RequestSummary['status'], Tone> = {
  OPEN: 'warning',
  ANSWERED: 'info',
  RESOLVED: 'success',
  WITHDRAWN: 'neutral',
}

/** Where a request is. */
export function RequestStatus({ request }: { request: Pick<RequestSummary, 'status' | 'statusLabel'> }) {
  return <StatusBadge tone={tones[request.status]}>{request.statusLabel}</StatusBadge>
}

/** The columns that lists of requests share. */
export function columnsFor<Request extends RequestSummary>(hrefOf: (id: string) => string): Column<Request>[] {
  return [
    {
      heading: 'Request',
      isName: true,
      cell: ({ id, reference, subject }) => (
        <Link href={hrefOf(id)} prefetch={false}>
          {reference}: {subject}
        </Link>
      ),
    },
    {
      heading: 'Kind',
      cell: ({ kindLabel, severityLabel, escalatedAt }) =>
        [kindLabel, severityLabel, escalatedAt !== null && 'escalated'].filter(Boolean).join(', '),
    },
    { heading: 'Status', cell: (request) => <RequestStatus request={request} /> },
    { heading: 'Seen by', cell: ({ isPrivate }) => (isPrivate ? 'Private' : 'Your organisation') },
    { heading: 'From', cell: ({ createdByName }) => createdByName },
    { heading: 'Changed', cell: ({ changedAt }) => formatMoment(changedAt) },
  ]
}
