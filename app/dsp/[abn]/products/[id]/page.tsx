import type { Metadata } from 'next'
import { ProductPage, productDone } from '../../../../../components/dsp/product-page.tsx'
import { viewProduct } from '../../../../../lib/domain/dsp/products/view-product.ts'
import { readSearch, type Search } from '../../../../support/read-search.ts'
import { showPage } from '../../../../support/show-page.tsx'

export const metadata: Metadata = { title: 'Product' }

type Props = { params: Promise<{ abn: string; id: string }>; searchParams: Search }

export default async function OneProductPage({ params, searchParams }: Props) {
  const { abn, id } = await params
  return showPage(async (context) => {
    const view = await viewProduct(context, { abn, id })
    const done = (await readSearch(searchParams)).oneOf('done', productDone)
    return <ProductPage view={view} done={done} />
  })
}
