import type { Metadata } from 'next'
import { People } from '../../../components/console/people.tsx'
import { listPersonas } from '../../../lib/domain/sandbox/people/personas.ts'
import { consoleRuntime } from '../console-runtime.ts'

export const metadata: Metadata = { title: 'People of the sandbox' }

export default async function PeoplePage() {
  return <People personas={await listPersonas(await consoleRuntime())} />
}
