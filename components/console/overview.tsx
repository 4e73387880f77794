import Link from 'next/link'
import type { SandboxAct } from '../../lib/domain/sandbox/acts/list-acts.ts'
import type { BusinessClock } from '../../lib/domain/sandbox/time/list-clocks.ts'
import { formatMoment } from '../format/dates.ts'
import { Command } from '../ui/command.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Stack } from '../ui/layout.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { type Column, DataTable } from '../ui/table/data-table.tsx'
import { ClockTable } from './clock-table.tsx'

/** The front page of the console: what stands differently from usual, and what was done. */
export function Overview({ acts, clocks }: { acts: readonly SandboxAct[]; clocks: readonly BusinessClock[] }) {
  const moved = clocks.filter(({ offsetMs }) => offsetMs !== 0)
  return (
    <>
      <PageHead
        title="Sandbox console"
        lead="Set up the made-up world that your software is tested in. Nothing here is real, and everybody who uses this sandbox shares it."
      />
      <Stack wide>
        <section aria-labelledby="moved">
          <h2 id="moved">Clocks that were moved</h2>
          {moved.length === 0 ? (
            <p>
              Every business has the real time. <Link href="/console/time">Travel in time</Link>
            </p>
          ) : (
            <ClockTable caption="Businesses ahead of the real time" clocks={moved} />
          )}
        </section>
        <section aria-labelledby="acts">
          <h2 id="acts">What was done</h2>
          {acts.length === 0 ? (
            <EmptyState title="Nothing yet">
              <p>What you do here is listed, so that others who use this sandbox can see it.</p>
            </EmptyState>
          ) : (
            <DataTable
              caption="Changes of the sandbox, newest first"
              columns={columns}
              rows={acts}
              keyOf={({ id }) => id}
            />
          )}
        </section>
        <section aria-labelledby="programs">
          <h2 id="programs">For programs</h2>
          <p>Everything on these pages can be done by a program as well, for example before a test run:</p>
          <Command>npx mandate sandbox time --abn 27809366375 --days 61</Command>
        </section>
      </Stack>
    </>
  )
}

const columns: Column<SandboxAct>[] = [
  { heading: 'What', isName: true, cell: ({ summary }) => summary },
  { heading: 'When', cell: ({ at }) => <time dateTime={at}>{formatMoment(at)}</time> },
]
