import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ChooseBusiness, TimeTravel } from '../../../components/console/time-travel.tsx'
import { isAbn } from '../../../lib/core/abn.ts'
import { findAct } from '../../../lib/domain/sandbox/acts/list-acts.ts'
import { listClocks } from '../../../lib/domain/sandbox/time/list-clocks.ts'
import type { Travelled } from '../../../lib/domain/sandbox/time/travel.ts'
import { viewClock } from '../../../lib/domain/sandbox/time/view-clock.ts'
import { readSearch, type Search } from '../../support/read-search.ts'
import { consoleRuntime } from '../console-runtime.ts'
import { travelAction } from './actions.ts'

export const metadata: Metadata = { title: 'Time travel' }

export default async function TimePage({ searchParams }: { searchParams: Search }) {
  const runtime = await consoleRuntime()
  const asked = await readSearch(searchParams)
  const abn = asked.one('abn')
  if (abn === undefined) return <ChooseBusiness clocks={await listClocks(runtime)} />
  if (!isAbn(abn)) notFound()
  const act = await findAct(runtime, asked.one('did'))
  const travelled = act?.area === 'time' ? (act.details as Travelled) : undefined
  const clock = await viewClock(runtime, { abn }).catch(() => notFound())
  return <TimeTravel clock={clock} travelled={travelled?.abn === abn ? travelled : undefined} action={travelAction} />
}
