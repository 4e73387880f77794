import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { TestMySoftware } from '../../components/help/test-my-software.tsx'
import { listTestData } from '../../lib/domain/evte/list-test-data.ts'
import { theRuntime } from '../../lib/platform/runtime/runtime.ts'

export const metadata: Metadata = { title: 'Test my software' }

export default async function TestMySoftwarePage() {
  const runtime = theRuntime()
  const { mode, publicUrl, publicHttpsUrl } = runtime.settings
  if (mode !== 'sandbox') notFound()
  return <TestMySoftware publicUrl={publicUrl} publicHttpsUrl={publicHttpsUrl} data={await listTestData(runtime)} />
}
