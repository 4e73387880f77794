import { parseDay } from '../../lib/core/calendar-day.ts'
import type { HistoryRow, listHistory } from '../../lib/domain/ram/history/list-history.ts'
import { address } from '../format/address.ts'
import { formatMoment } from '../format/dates.ts'
import { Alert } from '../ui/message/alert.tsx'
import { EmptyState } from '../ui/message/empty-state.tsx'
import { Stack } from '../ui/page/layout.tsx'
import type { Column } from '../ui/table/data-table.tsx'
import { ExportLinks } from '../ui/table/export-links.tsx'
import { DateFilter, Filters, SearchFilter, SelectFilter } from '../ui/table/filters.tsx'
import { LongTable } from '../ui/table/long-table.tsx'
import { Pager } from '../ui/table/pager.tsx'
import styles from './history.module.css'

type List = Awaited<ReturnType<typeof listHistory>>
type Filter = { category: string; search: string; actionedBy: string; from: string; to: string }
type Asked = Filter & { sort: 'newest' | 'oldest' }

/** What happened in a business. */
export function HistoryList({ list, asked }: { list: List; asked: Asked }) {
  const path = `/businesses/${list.business.abn}/history`
  const { sort, ...filter } = asked
  const isFiltered = Object.values(filter).some((value) => value !== '')
  return (
    <Stack>
      <h2>History</h2>
      <Filters action={path} isFiltered={isFiltered}>
        <SelectFilter name="category" label="About" value={asked.category} options={categories} />
        <SearchFilter name="search" label="Person or thing" value={asked.search} />
        <SearchFilter name="actionedBy" label="Done by" value={asked.actionedBy} />
        <DateFilter name="from" label="From" value={asked.from} />
        <DateFilter name="to" label="To" value={asked.to} />
        <SelectFilter name="sort" label="Sort by" value={sort} options={sortings} />
      </Filters>
      {[asked.from, asked.to].some((day) => day !== '' && parseDay(day) === undefined) && (
        <Alert tone="warning" title="Write days as 31/03/2026">
          <p>What you entered is not a day, so it was left out.</p>
        </Alert>
      )}
      {list.rows.length === 0 ? (
        <EmptyState title={isFiltered ? 'Nothing matches' : 'Nothing has happened yet'}>
          {isFiltered && <p>Change the search, the days or the filters to see more.</p>}
        </EmptyState>
      ) : (
        <LongTable
          caption={sort === 'newest' ? 'Newest first' : 'Oldest first'}
          columns={columns}
          rows={list.rows}
          keyOf={({ position }) => String(position)}
        />
      )}
      <Pager
        total={list.total}
        shown={list.rows.length}
        noun={['entry', 'entries']}
        previous={list.previous && address(path, { ...asked, before: list.previous })}
        next={list.next && address(path, { ...asked, after: list.next })}
      />
      {list.total > 0 && <ExportLinks path={`${path}/export`} filter={filter} formats={['csv', 'json']} />}
    </Stack>
  )
}

const categories = [
  { value: '', label: 'Everything' },
  { value: 'AUTHORISATION', label: 'Authorisations' },
  { value: 'CREDENTIAL', label: 'Machine credentials' },
  { value: 'NOTIFICATION', label: 'Notifications' },
  { value: 'SOFTWARE', label: 'Software products' },
]

const sortings = [
  { value: 'newest', label: 'Newest first' },
  { value: 'oldest', label: 'Oldest first' },
]

const columns: Column<HistoryRow>[] = [
  { heading: 'What', isName: true, cell: ({ actLabel }) => actLabel },
  { heading: 'Who or what', cell: ({ subjectName }) => subjectName },
  { heading: 'Done by', cell: ({ actorName }) => actorName },
  { heading: 'When', cell: ({ at }) => <time dateTime={at}>{formatMoment(at)}</time> },
  {
    heading: 'Details',
    cell: ({ details }) =>
      details.length === 0 ? (
        'None'
      ) : (
        <ul className={styles.details}>
          {details.map((detail) => (
            <li key={detail}>{detail}</li>
          ))}
        </ul>
      ),
  },
]
