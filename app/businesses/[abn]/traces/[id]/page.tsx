import type { Metadata } from 'next'
import { TracePage } from '../../../../../components/traces/trace-page.tsx'
import { viewTrace } from '../../../../../lib/domain/mas/view-trace.ts'
import { businessOf } from '../../../../support/business.ts'
import { showPage } from '../../../../support/show-page.tsx'

export const metadata: Metadata = { title: 'Request' }

type Props = { params: Promise<{ abn: string; id: string }> }

export default async function ViewTracePage({ params }: Props) {
  const { abn, id } = await params
  return showPage(async (context) => {
    const trace = await viewTrace(context, { abn, id })
    return <TracePage trace={trace} business={await businessOf(abn)} />
  })
}
