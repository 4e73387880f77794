import { ButtonLink } from '@ag.ds-next/react/button'
import type { ListAuthorisationsResult } from '../../../lib/domain/ram/authorisations/list/list-authorisations.ts'
import type { AuthorisationRow } from '../../../lib/domain/ram/views.ts'
import { authorisationStatuses, statusLabels } from '../../../lib/policy/authorisations/statuses.ts'
import { address } from '../../format/address.ts'
import { formatDay } from '../../format/dates.ts'
import { Link } from '../../ui/link.tsx'
import { EmptyState } from '../../ui/message/empty-state.tsx'
import { Row, Stack } from '../../ui/page/layout.tsx'
import type { Column } from '../../ui/table/data-table.tsx'
import { ExportLinks } from '../../ui/table/export-links.tsx'
import { Filters, SearchFilter, SelectFilter } from '../../ui/table/filters.tsx'
import { LongTable } from '../../ui/table/long-table.tsx'
import { Pager } from '../../ui/table/pager.tsx'
import { hrefOf } from '../act-page.tsx'
import styles from '../authorisations.module.css'
import { fullName, StatusOf, typeOf } from '../status-of.tsx'
import { RowActions } from './row-actions.tsx'
import { typeOptions } from './type-options.ts'

type Asked = { search: string; status: string; type: string; sort: string; renewal: string }

/** The representatives of a business, with search, filters and pages. */
export function RepresentativeList({ list, asked }: { list: ListAuthorisationsResult; asked: Asked }) {
  const home = `/businesses/${list.business.abn}`
  const isFiltered = asked.search + asked.status + asked.type + asked.renewal !== ''
  return (
    <Stack>
      <div className={styles.listHead}>
        <h2>Representatives</h2>
        <Row>
          {list.may['import-authorisations'] && (
            <Link href={`${home}/authorisations/import`}>Add many users from a file</Link>
          )}
          {list.may['create-authorisation'] && (
            <ButtonLink href={`${home}/authorisations/new`}>Add new user</ButtonLink>
          )}
        </Row>
      </div>
      <Filters action={home} isFiltered={isFiltered}>
        <SearchFilter name="search" label="Name or email" value={asked.search} />
        <SelectFilter name="status" label="Status" value={asked.status} options={statuses} />
        <SelectFilter name="type" label="Type" value={asked.type} options={typeOptions} />
        <SelectFilter name="sort" label="Sort by" value={asked.sort} options={sortings} />
      </Filters>
      {list.rows.length === 0 ? (
        <EmptyState title={isFiltered ? 'Nobody matches' : 'Nobody is authorised yet'}>
          {isFiltered && <p>Change the search or the filters to see more.</p>}
        </EmptyState>
      ) : (
        <LongTable caption="Who may act for the business" columns={columns} rows={list.rows} keyOf={({ id }) => id} />
      )}
      <Pager
        total={list.total}
        shown={list.rows.length}
        noun={['representative', 'representatives']}
        previous={list.previous && address(home, { ...asked, before: list.previous })}
        next={list.next && address(home, { ...asked, after: list.next })}
      />
      {list.may['export-authorisations'] && list.total > 0 && (
        <ExportLinks path={`${home}/authorisations/export`} filter={exportFilter(asked)} formats={['csv', 'json']} />
      )}
    </Stack>
  )
}

/** What can have become of a request, beside the statuses. */
export const requestFilters = ['lapsed', 'code-asked-for'] as const
export type RequestFilter = (typeof requestFilters)[number]

const statuses = [
  { value: '', label: 'All' },
  ...authorisationStatuses.map((value) => ({ value, label: statusLabels[value] })),
  { value: 'lapsed', label: 'Code expired lately' },
  { value: 'code-asked-for', label: 'New code asked for' },
]
const sortings = [
  { value: 'name', label: 'Name' },
  { value: 'newest', label: 'Newest first' },
  { value: 'end-date', label: 'Ends first' },
]

const columns: Column<AuthorisationRow>[] = [
  {
    heading: 'Name',
    isName: true,
    cell: (row) => (
      <>
        <Link href={hrefOf(row)}>{fullName(row)}</Link>
        {row.isMine && <span className={styles.you}> (you)</span>}
      </>
    ),
  },
  { heading: 'Type', cell: typeOf },
  { heading: 'Status', cell: (row) => <StatusOf row={row} /> },
  { heading: 'Starts', cell: ({ startDate }) => formatDay(startDate) },
  { heading: 'Ends', cell: ({ endDate }) => (endDate === null ? 'No end date' : formatDay(endDate)) },
  { heading: 'Actions', cell: (row) => <RowActions row={row} actions={['view', 'edit', 'renew', 'remove']} /> },
]

/** The export takes the statuses; what became of requests is its column. */
function exportFilter({ search, status, type }: Asked): Record<string, string> {
  const isStatus = authorisationStatuses.some((one) => one === status)
  return { search, type, ...(isStatus ? { status } : {}) }
}
