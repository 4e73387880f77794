import type { Metadata } from 'next'
import { Products } from '../../../../components/dsp/products.tsx'
import { readSearch, type Search } from '../../../support/read-search.ts'
import { showPage } from '../../../support/show-page.tsx'
import { organisationOf } from '../../organisation.ts'

export const metadata: Metadata = { title: 'Develop a product' }

type Props = { params: Promise<{ abn: string }>; searchParams: Search }

export default async function ProductsPage({ params, searchParams }: Props) {
  const { abn } = await params
  return showPage(async () => {
    const done = (await readSearch(searchParams)).oneOf('done', ['registered'] as const)
    return <Products view={await organisationOf(abn)} done={done} />
  })
}
