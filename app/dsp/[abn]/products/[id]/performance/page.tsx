import type { Metadata } from 'next'
import { Performance } from '../../../../../../components/dsp/performance.tsx'
import { viewPerformance } from '../../../../../../lib/domain/dsp/conformance/view-performance.ts'
import { showPage } from '../../../../../support/show-page.tsx'

export const metadata: Metadata = { title: 'Performance' }

export default async function PerformancePage({ params }: { params: Promise<{ abn: string; id: string }> }) {
  const { abn, id } = await params
  return showPage(async (context) => <Performance view={await viewPerformance(context, { abn, productId: id })} />)
}
