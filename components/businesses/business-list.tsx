import type { listMyBusinesses, MyBusinessRow } from '../../lib/domain/ram/businesses/list-my-businesses.ts'
import { RowActions } from '../authorisations/list/row-actions.tsx'
import { typeOptions } from '../authorisations/list/type-options.ts'
import { datesOf, StatusOf, typeOf } from '../authorisations/status-of.tsx'
import { address } from '../format/address.ts'
import { spacedAbn } from '../format/words.ts'
import { Link } from '../ui/link.tsx'
import { Done } from '../ui/message/done.tsx'
import { EmptyState } from '../ui/message/empty-state.tsx'
import { Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import type { Column } from '../ui/table/data-table.tsx'
import { Filters, SearchFilter, SelectFilter } from '../ui/table/filters.tsx'
import { LongTable } from '../ui/table/long-table.tsx'
import { Pager } from '../ui/table/pager.tsx'
import styles from './businesses.module.css'

type List = Awaited<ReturnType<typeof listMyBusinesses>>
type Asked = { search: string; type: string; sort: 'name' | 'recent' | 'end-date' }

type Props = {
  list: List
  asked: Asked
  /** The person has just removed their own authorisation. */
  hasLeft: boolean
}

/** The businesses that a person can act for. */
export function BusinessList({ list, asked, hasLeft }: Props) {
  const isFiltered = asked.search + asked.type !== ''
  const isFirstPage = !isFiltered && list.previous === null
  const hasNone = isFirstPage && list.total === 0
  return (
    <>
      <PageHead title="Businesses you can act for" crumbs={[{ label: 'Home', href: '/home' }]} />
      {hasLeft && (
        <Done title="Your authorisation is removed">
          <p>You can no longer act for that business.</p>
        </Done>
      )}
      {hasNone ? (
        <NoBusinesses />
      ) : (
        <Stack>
          {isFirstPage && <Shortcuts title="Pinned" rows={list.pinned} />}
          {isFirstPage && list.total > 5 && <Shortcuts title="Opened lately" rows={list.recent} />}
          <Filters action="/businesses" isFiltered={isFiltered}>
            <SearchFilter name="search" label="Name or ABN" value={asked.search} />
            <SelectFilter name="type" label="You are" value={asked.type} options={typeOptions} />
            <SelectFilter name="sort" label="Sort by" value={asked.sort} options={sortings} />
          </Filters>
          {list.rows.length === 0 ? (
            <EmptyState title="No business matches">
              <p>Check the spelling, search for part of the name or of the ABN, or show all types.</p>
            </EmptyState>
          ) : (
            <LongTable
              caption="Businesses you can act for"
              columns={columns}
              rows={list.rows}
              keyOf={({ abn }) => abn}
            />
          )}
          <Pager
            total={list.total}
            shown={list.rows.length}
            noun={['business', 'businesses']}
            previous={list.previous && address('/businesses', { ...asked, before: list.previous })}
            next={list.next && address('/businesses', { ...asked, after: list.next })}
          />
        </Stack>
      )}
    </>
  )
}

const sortings = [
  { value: 'name', label: 'Name' },
  { value: 'recent', label: 'Opened last' },
  { value: 'end-date', label: 'Ends first' },
]

const columns: Column<MyBusinessRow>[] = [
  {
    heading: 'Business',
    isName: true,
    cell: ({ abn, name }) => <Link href={`/businesses/${abn}`}>{name}</Link>,
  },
  { heading: 'ABN', cell: ({ abn }) => <span className={styles.abn}>{spacedAbn(abn)}</span> },
  { heading: 'You are', cell: ({ mine }) => typeOf(mine) },
  { heading: 'Status', cell: ({ mine }) => <StatusOf row={mine} /> },
  { heading: 'In force', cell: ({ mine }) => datesOf(mine) },
  {
    heading: 'Your authorisation',
    cell: ({ mine, name }) => (
      <RowActions row={mine} actions={['view', 'renew', 'change-email', 'remove']} of={`authorisation for ${name}`} />
    ),
  },
]

function Shortcuts({ title, rows }: { title: string; rows: readonly MyBusinessRow[] }) {
  if (rows.length === 0) return null
  return (
    <section className={styles.shortcuts} aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {rows.map(({ abn, name }) => (
          <li key={abn}>
            <Link href={`/businesses/${abn}`}>{name}</Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function NoBusinesses() {
  return (
    <EmptyState title="You cannot act for a business yet">
      <p>
        If you own or run the business, <Link href="/link">link it</Link>. You need a Strong identity.
      </p>
      <p>
        If somebody sent you a code by email, <Link href="/accept">accept the authorisation</Link>.
      </p>
    </EmptyState>
  )
}
