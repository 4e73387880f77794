import { ButtonLink } from '@ag.ds-next/react/button'
import {
  credentialStatusFilters,
  type ListCredentialsResult,
} from '../../lib/domain/credentials/show/list-credentials.ts'
import { type CredentialRow, credentialStatusLabels } from '../../lib/domain/credentials/show/views.ts'
import { address } from '../format/address.ts'
import { formatDayOfMoment } from '../format/dates.ts'
import { count } from '../format/words.ts'
import { Link } from '../ui/link.tsx'
import { Alert } from '../ui/message/alert.tsx'
import { EmptyState } from '../ui/message/empty-state.tsx'
import { Stack } from '../ui/page/layout.tsx'
import type { Column } from '../ui/table/data-table.tsx'
import { ExportLinks } from '../ui/table/export-links.tsx'
import { Filters, SearchFilter, SelectFilter } from '../ui/table/filters.tsx'
import { LongTable } from '../ui/table/long-table.tsx'
import { Pager } from '../ui/table/pager.tsx'
import styles from './credentials.module.css'
import { StatusOfCredential } from './status-of-credential.tsx'

type Asked = { search: string; status: string; sort: string }

/** The machine credentials of a business, with search, filters and pages. */
export function CredentialList({ list, asked }: { list: ListCredentialsResult; asked: Asked }) {
  const path = `/businesses/${list.business.abn}/credentials`
  const isFiltered = asked.search + asked.status !== ''
  const hasNone = !isFiltered && list.total === 0
  return (
    <Stack>
      <div className={styles.listHead}>
        <h2>Machine credentials</h2>
        {list.mayCreate && !hasNone && <ButtonLink href={`${path}/new`}>Create machine credential</ButtonLink>}
      </div>
      {list.expiringSoon > 0 && (
        <Alert
          tone="warning"
          level={3}
          title={`${count(list.expiringSoon, 'credential ends', 'credentials end')} soon`}
        >
          <p>Renew in time: software that uses an expired credential stops working.</p>
        </Alert>
      )}
      {hasNone ? (
        <NoCredentials path={path} mayCreate={list.mayCreate} />
      ) : (
        <>
          <Filters action={path} isFiltered={isFiltered}>
            <SearchFilter name="search" label="Name, creator or serial number" value={asked.search} />
            <SelectFilter name="status" label="Status" value={asked.status} options={statuses} />
            <SelectFilter name="sort" label="Sort by" value={asked.sort} options={sortings} />
          </Filters>
          {list.rows.length === 0 ? (
            <EmptyState title="No credential matches">
              <p>Change the search or the filters to see more.</p>
            </EmptyState>
          ) : (
            <LongTable
              caption="Machine credentials of the business"
              columns={columns}
              rows={list.rows}
              keyOf={({ id }) => id}
            />
          )}
          <Pager
            total={list.total}
            shown={list.rows.length}
            noun={['credential', 'credentials']}
            previous={list.previous && address(path, { ...asked, before: list.previous })}
            next={list.next && address(path, { ...asked, after: list.next })}
          />
          {list.total > 0 && (
            <ExportLinks
              path={`${path}/export`}
              filter={{ search: asked.search, status: asked.status }}
              formats={['csv']}
            />
          )}
        </>
      )}
    </Stack>
  )
}

const statuses = [
  { value: '', label: 'All' },
  ...credentialStatusFilters.map((value) => ({ value, label: credentialStatusLabels[value] })),
]
const sortings = [
  { value: 'name', label: 'Name' },
  { value: 'newest', label: 'Newest first' },
  { value: 'valid-to', label: 'Ends first' },
]

const columns: Column<CredentialRow>[] = [
  {
    heading: 'Name',
    isName: true,
    cell: ({ abn, id, name, isTest }) => (
      <>
        <Link href={`/businesses/${abn}/credentials/${id}`}>{name}</Link>
        {isTest && <span className={styles.note}> (test)</span>}
      </>
    ),
  },
  {
    heading: 'Status',
    cell: (row) => (
      <>
        <StatusOfCredential row={row} />
        {row.statusReason !== null && <p className={styles.reason}>{row.statusReason}</p>}
      </>
    ),
  },
  { heading: 'Valid to', cell: ({ validTo }) => formatDayOfMoment(validTo) },
  { heading: 'Looked after by', cell: ({ custodianName }) => custodianName ?? 'Nobody' },
  {
    heading: 'Last used',
    cell: ({ lastUsed }) =>
      lastUsed === null ? 'Never' : `${formatDayOfMoment(lastUsed.at)}, ${lastUsed.serviceName}`,
  },
]

function NoCredentials({ path, mayCreate }: { path: string; mayCreate: boolean }) {
  return (
    <EmptyState title="There is no machine credential yet">
      <p>
        Software on your own computers or servers needs a machine credential to send to government services. Cloud
        software does not: its provider has one, and you notify government about it instead.
      </p>
      {mayCreate && <ButtonLink href={`${path}/new`}>Create machine credential</ButtonLink>}
    </EmptyState>
  )
}
