import type { Metadata } from 'next'
import { Overview } from '../../components/console/overview.tsx'
import { listActs } from '../../lib/domain/sandbox/acts/list-acts.ts'
import { listClocks } from '../../lib/domain/sandbox/time/list-clocks.ts'
import { consoleRuntime } from './console-runtime.ts'

export const metadata: Metadata = { title: 'Sandbox console' }

export default async function ConsolePage() {
  const runtime = await consoleRuntime()
  const [acts, clocks] = [await listActs(runtime), await listClocks(runtime)]
  return <Overview acts={acts} clocks={clocks} publicHttpsUrl={runtime.settings.publicHttpsUrl} />
}
