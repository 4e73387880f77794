import Link from 'next/link'
import type { InboxRow } from '../../lib/platform/mail/inbox.ts'
import { address } from '../format/address.ts'
import { formatMoment } from '../format/dates.ts'
import { EmptyState } from '../ui/message/empty-state.tsx'
import { Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { type Column, DataTable } from '../ui/table/data-table.tsx'
import { Filters, SearchFilter } from '../ui/table/filters.tsx'

/** Every mail that the sandbox would have sent, newest first. */
export function InboxList({ inbox, search }: { inbox: { rows: InboxRow[]; next: string | null }; search: string }) {
  return (
    <>
      <PageHead
        title="Sandbox inbox"
        lead="The sandbox sends no real email. Every mail to anybody is kept here instead, newest first."
      />
      <Stack>
        <Filters action="/inbox" isFiltered={search !== ''}>
          <SearchFilter name="search" label="Email address or subject" value={search} />
        </Filters>
        {inbox.rows.length === 0 ? (
          <EmptyState title={search === '' ? 'No mail yet' : 'No mail matches'}>
            <p>
              {search === ''
                ? 'Link a business or authorise somebody, then come back for the code.'
                : 'Search for part of the address or of the subject.'}
            </p>
          </EmptyState>
        ) : (
          <DataTable caption="Mails of the sandbox" columns={columns} rows={inbox.rows} keyOf={({ id }) => id} />
        )}
        {inbox.next !== null && (
          <p>
            <Link href={address('/inbox', { search, after: inbox.next })} prefetch={false}>
              Older mails
            </Link>
          </p>
        )}
      </Stack>
    </>
  )
}

const columns: Column<InboxRow>[] = [
  {
    heading: 'Subject',
    isName: true,
    cell: ({ id, subject }) => (
      <Link href={`/inbox/${id}`} prefetch={false}>
        {subject}
      </Link>
    ),
  },
  { heading: 'To', cell: ({ recipient }) => recipient },
  { heading: 'When', cell: ({ at }) => <time dateTime={at}>{formatMoment(at)}</time> },
]
