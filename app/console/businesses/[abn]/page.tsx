import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RegisteredBusiness } from '../../../../components/console/businesses.tsx'
import { viewRegistered } from '../../../../lib/domain/sandbox/businesses/businesses.ts'
import { listPersonas } from '../../../../lib/domain/sandbox/people/personas.ts'
import { consoleRuntime } from '../../console-runtime.ts'
import { addAssociateAction, changeBusinessAction, removeAssociateAction } from '../actions.ts'

export const metadata: Metadata = { title: 'Business of the register' }

export default async function RegisteredPage({ params }: { params: Promise<{ abn: string }> }) {
  const runtime = await consoleRuntime()
  const business = await viewRegistered(runtime, (await params).abn).catch(() => notFound())
  return (
    <RegisteredBusiness
      business={business}
      personas={await listPersonas(runtime)}
      change={changeBusinessAction}
      add={addAssociateAction}
      remove={removeAssociateAction}
    />
  )
}
