import type { DeskHistoryRow } from '../../lib/domain/desk/list-desk-history.ts'
import type { Page } from '../../lib/domain/ram/views.ts'
import { address } from '../format/address.ts'
import { formatMoment } from '../format/dates.ts'
import { EmptyState } from '../ui/message/empty-state.tsx'
import { type Column, DataTable } from '../ui/table/data-table.tsx'
import { Pager } from '../ui/table/pager.tsx'
import { DeskFrame } from './desk-frame.tsx'

/** What operators changed for the whole installation. What they decided about a business is in its own history. */
export function DeskHistory({ list }: { list: Page<DeskHistoryRow> }) {
  return (
    <DeskFrame lead="What operators changed for the whole installation, newest first. Decisions about a business are in its own history.">
      {list.rows.length === 0 ? (
        <EmptyState title="Nothing was changed yet" />
      ) : (
        <DataTable
          caption="What was changed"
          columns={columns}
          rows={list.rows}
          keyOf={({ position }) => String(position)}
        />
      )}
      <Pager
        total={list.total}
        shown={list.rows.length}
        noun={['entry', 'entries']}
        previous={list.previous && address('/desk/history', { before: list.previous })}
        next={list.next && address('/desk/history', { after: list.next })}
      />
    </DeskFrame>
  )
}

const fieldNames: Record<string, string> = {
  name: 'Name',
  addresses: 'Addresses',
  certificate: 'Certificate',
  keyTypes: 'Keys of tokens',
  defaultMinutes: 'Usual life of a token, minutes',
  maximumMinutes: 'Longest life of a token, minutes',
  serviceId: 'Service for cloud software',
  purpose: 'Purpose',
  redirectUris: 'Return addresses',
  keys: 'Public keys',
  scopes: 'May ask for',
  serviceIds: 'Stands for',
}

const columns: Column<DeskHistoryRow>[] = [
  { heading: 'When', isName: true, cell: ({ at }) => <time dateTime={at}>{formatMoment(at)}</time> },
  { heading: 'What', cell: ({ actLabel }) => actLabel },
  { heading: 'Of', cell: ({ subjectName }) => subjectName },
  { heading: 'By', cell: ({ actorName }) => actorName },
  {
    heading: 'Changed',
    cell: ({ changed }) => (
      <ul>
        {Object.entries(changed).map(([field, { from, to }]) => (
          <li key={field}>
            {fieldNames[field] ?? field}: {from !== '' && <>{from} → </>}
            {to || 'none'}
          </li>
        ))}
      </ul>
    ),
  },
]
