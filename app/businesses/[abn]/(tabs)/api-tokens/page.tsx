import type { Metadata } from 'next'
import { ApiTokenList } from '../../../../../components/api-tokens/api-token-list.tsx'
import { listApiTokens } from '../../../../../lib/domain/ram/api-tokens/list-api-tokens.ts'
import { readSearch, type Search } from '../../../../support/read-search.ts'
import { showPage } from '../../../../support/show-page.tsx'

export const metadata: Metadata = { title: 'API tokens' }

type Props = { params: Promise<{ abn: string }>; searchParams: Search }

export default async function ApiTokensPage({ params, searchParams }: Props) {
  const { abn } = await params
  return showPage(async (context) => {
    const search = await readSearch(searchParams)
    const list = await listApiTokens(context, { abn })
    return <ApiTokenList list={list} revoked={search.oneOf('done', ['revoked'] as const) !== undefined} />
  })
}
