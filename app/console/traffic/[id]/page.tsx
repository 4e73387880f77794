import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { CallPage } from '../../../../components/console/traffic.tsx'
import { explainTrace } from '../../../../lib/domain/mas/view-trace.ts'
import { consoleRuntime } from '../../console-runtime.ts'

export const metadata: Metadata = { title: 'A call' }

export default async function TracePage({ params }: { params: Promise<{ id: string }> }) {
  const { store } = await consoleRuntime()
  return <CallPage trace={await explainTrace(store, (await params).id).catch(() => notFound())} />
}
