import Link from 'next/link'
import type { BusinessClock } from '../../lib/domain/sandbox/time/list-clocks.ts'
import { address } from '../format/address.ts'
import { formatMoment } from '../format/dates.ts'
import { count, spacedAbn } from '../format/words.ts'
import { type Column, DataTable } from '../ui/table/data-table.tsx'

const oneDay = 86_400_000

/** What the clocks of businesses show. */
export function ClockTable({ caption, clocks }: { caption: string; clocks: readonly BusinessClock[] }) {
  return <DataTable caption={caption} columns={columns} rows={clocks} keyOf={({ abn }) => abn} />
}

/** How far ahead a clock is: `61 days ahead`. */
export function aheadWords(offsetMs: number): string {
  if (offsetMs === 0) return 'The real time'
  return offsetMs < oneDay ? 'Less than a day ahead' : `${count(Math.round(offsetMs / oneDay), 'day')} ahead`
}

const columns: Column<BusinessClock>[] = [
  {
    heading: 'Business',
    isName: true,
    cell: ({ abn, name }) => (
      <Link href={address('/console/time', { abn })} prefetch={false}>
        {name}
      </Link>
    ),
  },
  { heading: 'ABN', cell: ({ abn }) => spacedAbn(abn) },
  { heading: 'Its time', cell: ({ now }) => <time dateTime={now}>{formatMoment(now)}</time> },
  { heading: 'Clock', cell: ({ offsetMs }) => aheadWords(offsetMs) },
]
