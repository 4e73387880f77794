import type { Metadata } from 'next'
import { Traffic } from '../../../components/console/traffic.tsx'
import { listTraffic } from '../../../lib/domain/sandbox/traffic/list-traffic.ts'
import { consoleRuntime } from '../console-runtime.ts'

export const metadata: Metadata = { title: 'Live traffic' }

export default async function TrafficPage() {
  return <Traffic calls={await listTraffic(await consoleRuntime())} />
}
