import type { Metadata } from 'next'
import { PersonaForm } from '../../../../components/console/people.tsx'
import { consoleRuntime } from '../../console-runtime.ts'
import { createPersonaAction } from '../actions.ts'

export const metadata: Metadata = { title: 'Make up a person' }

export default async function NewPersonaPage() {
  await consoleRuntime()
  return <PersonaForm action={createPersonaAction} />
}
