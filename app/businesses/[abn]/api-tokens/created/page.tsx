import type { Metadata } from 'next'
import { ApiTokenCreated } from '../../../../../components/api-tokens/api-token-created.tsx'
import { answer, lastAnswers } from '../../../../support/journey.ts'
import { readSearch, type Search } from '../../../../support/read-search.ts'
import { showPage } from '../../../../support/show-page.tsx'

export const metadata: Metadata = { title: 'API token' }

type Props = { params: Promise<{ abn: string }>; searchParams: Search }

/** Shows a new token. Opened a second time it shows none: nothing that could be shown is left. */
export default async function ApiTokenCreatedPage({ params, searchParams }: Props) {
  const { abn } = await params
  return showPage(async (context) => {
    const search = await readSearch(searchParams)
    const shown = await lastAnswers(context, 'api-token', search.one('draft'))
    return <ApiTokenCreated abn={abn} secret={answer(shown ?? {}, 'secret')} name={answer(shown ?? {}, 'name')} />
  })
}
