import type { Metadata } from 'next'
import { NewBusiness } from '../../../../components/console/businesses.tsx'
import { listPersonas } from '../../../../lib/domain/sandbox/people/personas.ts'
import { consoleRuntime } from '../../console-runtime.ts'
import { createBusinessAction } from '../actions.ts'

export const metadata: Metadata = { title: 'Register a business' }

export default async function NewBusinessPage() {
  return <NewBusiness personas={await listPersonas(await consoleRuntime())} action={createBusinessAction} />
}
