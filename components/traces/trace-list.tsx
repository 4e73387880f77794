import { parseDay } from '../../lib/core/calendar-day.ts'
import type { ListTracesResult } from '../../lib/domain/mas/list-traces.ts'
import type { TraceSummary } from '../../lib/domain/mas/trace/trace-view.ts'
import { address } from '../format/address.ts'
import { formatMoment } from '../format/dates.ts'
import { Link } from '../ui/link.tsx'
import { Alert } from '../ui/message/alert.tsx'
import { EmptyState } from '../ui/message/empty-state.tsx'
import { Stack } from '../ui/page/layout.tsx'
import type { Column } from '../ui/table/data-table.tsx'
import { DateFilter, Filters, SelectFilter } from '../ui/table/filters.tsx'
import { LongTable } from '../ui/table/long-table.tsx'
import { Pager } from '../ui/table/pager.tsx'
import { OutcomeOfTrace } from './outcome-of-trace.tsx'

type Asked = { credentialId: string; outcome: string; from: string; to: string }

/** What the software of a business asked for, and what it was answered; newest first. */
export function TraceList({ list, asked }: { list: ListTracesResult; asked: Asked }) {
  const path = `/businesses/${list.business.abn}/traces`
  const isFiltered = Object.values(asked).some((value) => value !== '')
  return (
    <Stack>
      <h2>Requests of your software</h2>
      <p>
        Each time your software asks for a token or uses one, we keep what was checked. Open a request to see why it was
        refused and what to change.
      </p>
      <Filters action={path} isFiltered={isFiltered}>
        <SelectFilter
          name="credentialId"
          label="Credential"
          value={asked.credentialId}
          options={[
            { value: '', label: 'All' },
            ...list.credentials.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <SelectFilter name="outcome" label="Outcome" value={asked.outcome} options={outcomes} />
        <DateFilter name="from" label="From" value={asked.from} />
        <DateFilter name="to" label="To" value={asked.to} />
      </Filters>
      {[asked.from, asked.to].some((day) => day !== '' && parseDay(day) === undefined) && (
        <Alert tone="warning" title="Write days as 31/03/2026">
          <p>What you entered is not a day, so it was left out.</p>
        </Alert>
      )}
      {list.rows.length === 0 ? (
        <EmptyState title={isFiltered ? 'No request matches' : 'Your software has not asked for anything yet'}>
          {isFiltered && <p>Change the days or the filters to see more.</p>}
        </EmptyState>
      ) : (
        <LongTable caption="Newest first" columns={columns(path)} rows={list.rows} keyOf={({ id }) => id} />
      )}
      <Pager
        total={list.total}
        shown={list.rows.length}
        noun={list.totalIsLeast ? ['request or more', 'requests or more'] : ['request', 'requests']}
        previous={list.previous && address(path, { ...asked, before: list.previous })}
        next={list.next && address(path, { ...asked, after: list.next })}
      />
    </Stack>
  )
}

const outcomes = [
  { value: '', label: 'All' },
  { value: 'ACCEPTED', label: 'Accepted' },
  { value: 'REFUSED', label: 'Refused' },
]

function columns(path: string): Column<TraceSummary>[] {
  return [
    {
      heading: 'When',
      isName: true,
      cell: ({ id, at }) => (
        <Link href={`${path}/${id}`}>
          <time dateTime={at}>{formatMoment(at)}</time>
        </Link>
      ),
    },
    { heading: 'Outcome', cell: (trace) => <OutcomeOfTrace trace={trace} /> },
    { heading: 'Credential', cell: ({ credential }) => nameOf(credential) },
    { heading: 'Asked', cell: serviceOf },
    { heading: 'For', cell: ({ relyingParty }) => relyingParty?.name ?? 'Not known' },
    { heading: 'Trace', cell: ({ id }) => <code>{id}</code> },
  ]
}

function nameOf(credential: TraceSummary['credential']): string {
  if (credential === null) return 'Not known'
  return credential.external ? `${credential.name} (external)` : credential.name
}

/** A version of the token service, or the service that a token was used at. */
function serviceOf({ service }: Pick<TraceSummary, 'service'>): string {
  return service.startsWith('S007') ? `Token service ${service}` : `${service.toUpperCase()} service`
}
