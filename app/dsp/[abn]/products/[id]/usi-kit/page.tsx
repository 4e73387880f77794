import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { UsiKitForm } from '../../../../../../components/dsp/product-acts.tsx'
import { viewProduct } from '../../../../../../lib/domain/dsp/products/view-product.ts'
import { showPage } from '../../../../../support/show-page.tsx'
import { newSubmissionId } from '../../../../../support/submission.ts'
import { applyForUsiKitAction } from '../../actions.ts'

export const metadata: Metadata = { title: 'USI developer kit application' }

export default async function UsiKitPage({ params }: { params: Promise<{ abn: string; id: string }> }) {
  const { abn, id } = await params
  return showPage(async (context) => {
    const { business, product } = await viewProduct(context, { abn, id })
    if (product.usiKitGrantedAt !== null) redirect(`/dsp/${abn}/products/${id}/welcome-pack`)
    return (
      <UsiKitForm
        business={business}
        product={product}
        action={applyForUsiKitAction}
        submissionId={newSubmissionId(context)}
      />
    )
  })
}
