import Link from 'next/link'
import type { SandboxAct } from '../../lib/domain/sandbox/acts/list-acts.ts'
import type { BusinessClock } from '../../lib/domain/sandbox/time/list-clocks.ts'
import { formatMoment } from '../format/dates.ts'
import { Command } from '../ui/command.tsx'
import { EmptyState } from '../ui/message/empty-state.tsx'
import { Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { type Column, DataTable } from '../ui/table/data-table.tsx'
import { ClockTable } from './clock-table.tsx'
import { Part } from './part.tsx'

type Props = { acts: readonly SandboxAct[]; clocks: readonly BusinessClock[]; publicHttpsUrl: string }

const exampleWorld = {
  personas: [{ id: 'vera', givenNames: 'Vera', familyName: 'Stone', birthDate: '1990-01-31', strength: 'STRONG' }],
  businesses: [{ abn: '53004085616', name: 'CI Training', associates: [{ persona: 'vera' }] }],
  authorisations: [{ abn: '53004085616', persona: 'vera', type: 'PRINCIPAL_AUTHORITY' }],
}

/** The front page of the console: what stands differently from usual, and what was done. */
export function Overview({ acts, clocks, publicHttpsUrl }: Props) {
  const endpoint = publicHttpsUrl === 'https://localhost:3443' ? '' : ` --endpoint ${publicHttpsUrl}`
  const moved = clocks.filter(({ offsetMs }) => offsetMs !== 0)
  return (
    <>
      <PageHead
        title="Sandbox console"
        lead="Set up the made-up world that your software is tested in. Nothing here is real, and everybody who uses this sandbox shares it."
      />
      <Stack wide>
        <Part id="moved" title="Clocks that were moved">
          {moved.length === 0 ? (
            <p>
              Every business has the real time. <Link href="/console/time">Travel in time</Link>
            </p>
          ) : (
            <ClockTable caption="Businesses ahead of the real time" clocks={moved} />
          )}
        </Part>
        <Part id="acts" title="What was done">
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
        </Part>
        <Part id="programs" title="For programs">
          <p>
            Everything on these pages can be done by a program as well: see <code>npx mandate help</code>, and the{' '}
            <a href="/api/v1#area-sandbox">calls of the API</a>. One call sets up the world of a test run, here a
            business with a person who may act for it:
          </p>
          <Command>{`echo '${JSON.stringify(exampleWorld)}' | npx mandate sandbox setup -${endpoint}`}</Command>
        </Part>
      </Stack>
    </>
  )
}

const columns: Column<SandboxAct>[] = [
  { heading: 'What', isName: true, cell: ({ summary }) => summary },
  { heading: 'When', cell: ({ at }) => <time dateTime={at}>{formatMoment(at)}</time> },
]
