import type { Metadata } from 'next'
import { SupportList } from '../../../../../components/dsp/support-list.tsx'
import { listRequests } from '../../../../../lib/domain/dsp/support/list-requests.ts'
import { readSearch, type Search } from '../../../../support/read-search.ts'
import { showPage } from '../../../../support/show-page.tsx'

export const metadata: Metadata = { title: 'Support' }

type Props = { params: Promise<{ abn: string }>; searchParams: Search }

export default async function SupportPage({ params, searchParams }: Props) {
  const { abn } = await params
  return showPage(async (context) => {
    const search = await readSearch(searchParams)
    const asked = {
      status: search.oneOf('status', ['OPEN', 'ANSWERED', 'RESOLVED', 'WITHDRAWN'] as const) ?? ('' as const),
      search: search.one('search') ?? '',
    }
    const list = await listRequests(context, {
      abn,
      ...asked,
      after: search.one('after'),
      before: search.one('before'),
    })
    return <SupportList list={list} asked={asked} />
  })
}
