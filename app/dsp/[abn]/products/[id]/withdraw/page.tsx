import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { WithdrawProduct } from '../../../../../../components/dsp/product-acts.tsx'
import { viewProduct } from '../../../../../../lib/domain/dsp/products/view-product.ts'
import { readSearch, type Search } from '../../../../../support/read-search.ts'
import { showPage } from '../../../../../support/show-page.tsx'
import { newSubmissionId } from '../../../../../support/submission.ts'
import { withdrawProductAction } from '../../actions.ts'

export const metadata: Metadata = { title: 'Withdraw from a testing environment' }

type Props = { params: Promise<{ abn: string; id: string }>; searchParams: Search }

export default async function WithdrawPage({ params, searchParams }: Props) {
  const { abn, id } = await params
  return showPage(async (context) => {
    const { business, product, withdrawable } = await viewProduct(context, { abn, id })
    const service = (await readSearch(searchParams)).oneOf('service', withdrawable)
    if (service === undefined) notFound()
    return (
      <WithdrawProduct
        business={business}
        product={product}
        service={service}
        action={withdrawProductAction}
        submissionId={newSubmissionId(context)}
      />
    )
  })
}
