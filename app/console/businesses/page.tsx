import type { Metadata } from 'next'
import { Businesses } from '../../../components/console/businesses.tsx'
import { listBusinesses } from '../../../lib/domain/sandbox/businesses/businesses.ts'
import { consoleRuntime } from '../console-runtime.ts'

export const metadata: Metadata = { title: 'Businesses of the sandbox' }

export default async function BusinessesPage() {
  return <Businesses businesses={await listBusinesses(await consoleRuntime())} />
}
