import Link from 'next/link'
import type { RelyingPartyView } from '../../lib/domain/desk/relying-parties/party-view.ts'
import { formatDay } from '../format/dates.ts'
import { Done } from '../ui/message/done.tsx'
import { EmptyState } from '../ui/message/empty-state.tsx'
import { OneLine } from '../ui/page/layout.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { type Column, DataTable } from '../ui/table/data-table.tsx'
import { DeskFrame } from './desk-frame.tsx'

/** What came of an act on a relying party or a relying service. */
export const recordDone = ['registered', 'changed', 'removed'] as const
export type RecordDone = (typeof recordDone)[number]

/** The services that accept our tokens. */
export function RelyingPartyList({ parties, done }: { parties: RelyingPartyView[]; done: RecordDone | undefined }) {
  return (
    <DeskFrame
      lead="Services that accept tokens of this token service. Software can get a token for these addresses and no others."
      actions={
        <Link href="/desk/relying-parties/new" prefetch={false}>
          Register a relying party
        </Link>
      }
    >
      {done && <Done title={`The relying party was ${done}`} />}
      {parties.length === 0 ? (
        <EmptyState title="No service accepts our tokens yet">
          <p>Until one is registered, every request for a token is refused.</p>
        </EmptyState>
      ) : (
        <DataTable caption="Relying parties" columns={columns} rows={parties} keyOf={({ id }) => id} />
      )}
    </DeskFrame>
  )
}

const columns: Column<RelyingPartyView>[] = [
  {
    heading: 'Name',
    isName: true,
    cell: ({ id, name }) => (
      <Link href={`/desk/relying-parties/${id}`} prefetch={false}>
        {name}
      </Link>
    ),
  },
  {
    heading: 'Id',
    cell: ({ id }) => (
      <OneLine>
        <code>{id}</code>
      </OneLine>
    ),
  },
  {
    heading: 'Addresses',
    cell: ({ addresses: [first, ...more] }) => (
      <>
        {first}
        {more.length > 0 && ` and ${more.length} more`}
      </>
    ),
  },
  {
    heading: 'Tokens last',
    cell: ({ defaultMinutes, maximumMinutes }) => `${defaultMinutes} to ${maximumMinutes} minutes`,
  },
  { heading: 'Certificate until', cell: ({ certificate }) => formatDay(certificate.until) },
  {
    heading: 'Kind',
    cell: ({ isSimulated }) =>
      isSimulated ? (
        <StatusBadge tone="info">Simulated</StatusBadge>
      ) : (
        <StatusBadge tone="neutral">Registered</StatusBadge>
      ),
  },
]
