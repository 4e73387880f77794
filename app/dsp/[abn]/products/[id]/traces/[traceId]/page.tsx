import type { Metadata } from 'next'
import { ProductTrace } from '../../../../../../../components/dsp/product-trace.tsx'
import { viewProductTrace } from '../../../../../../../lib/domain/dsp/conformance/view-product-trace.ts'
import { showPage } from '../../../../../../support/show-page.tsx'

export const metadata: Metadata = { title: 'Call of a product' }

type Props = { params: Promise<{ abn: string; id: string; traceId: string }> }

export default async function ProductTracePage({ params }: Props) {
  const { abn, id, traceId } = await params
  return showPage(async (context) => (
    <ProductTrace view={await viewProductTrace(context, { abn, productId: id, traceId })} />
  ))
}
