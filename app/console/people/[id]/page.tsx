import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PersonaForm } from '../../../../components/console/people.tsx'
import { listPersonas } from '../../../../lib/domain/sandbox/people/personas.ts'
import { consoleRuntime } from '../../console-runtime.ts'
import { changePersonaAction } from '../actions.ts'

export const metadata: Metadata = { title: 'Change a person' }

export default async function PersonaPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const persona = (await listPersonas(await consoleRuntime())).find((one) => one.id === id)
  if (persona === undefined) notFound()
  return <PersonaForm persona={persona} action={changePersonaAction} />
}
