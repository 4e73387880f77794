import Link from 'next/link'
import type { RelyingServiceView } from '../../lib/domain/desk/relying-services/service-view.ts'
import { Done } from '../ui/message/done.tsx'
import { EmptyState } from '../ui/message/empty-state.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { type Column, DataTable } from '../ui/table/data-table.tsx'
import { DeskFrame } from './desk-frame.tsx'
import type { RecordDone } from './relying-party-list.tsx'

/** The services that sign people in through RAM. */
export function RelyingServiceList({
  services,
  done,
}: {
  services: RelyingServiceView[]
  done: RecordDone | undefined
}) {
  return (
    <DeskFrame
      lead="Services that sign people in through RAM and are told which businesses they act for, once the person agrees."
      actions={
        <Link href="/desk/relying-services/new" prefetch={false}>
          Register a relying service
        </Link>
      }
    >
      {done && <Done title={`The relying service was ${done}`} />}
      {services.length === 0 ? (
        <EmptyState title="No service signs people in through RAM yet" />
      ) : (
        <DataTable caption="Relying services" columns={columns} rows={services} keyOf={({ id }) => id} />
      )}
    </DeskFrame>
  )
}

const columns: Column<RelyingServiceView>[] = [
  {
    heading: 'Name',
    isName: true,
    cell: ({ id, name }) => (
      <Link href={`/desk/relying-services/${id}`} prefetch={false}>
        {name}
      </Link>
    ),
  },
  {
    heading: 'Client id',
    cell: ({ id }) => <code>{id}</code>,
  },
  { heading: 'Purpose', cell: ({ purpose }) => purpose },
  { heading: 'Stands for', cell: ({ serviceIds }) => serviceIds.join(', ') },
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
