import type { Metadata } from 'next'
import { HistoryList } from '../../../../../components/history/history-list.tsx'
import { parseDay } from '../../../../../lib/core/calendar-day.ts'
import { listHistory } from '../../../../../lib/domain/ram/history/list-history.ts'
import { readSearch, type Search } from '../../../../support/read-search.ts'
import { showPage } from '../../../../support/show-page.tsx'

export const metadata: Metadata = { title: 'History' }

type Props = { params: Promise<{ abn: string }>; searchParams: Search }

export default async function HistoryPage({ params, searchParams }: Props) {
  const { abn } = await params
  return showPage(async (context) => {
    const search = await readSearch(searchParams)
    const asked = {
      category: search.oneOf('category', ['AUTHORISATION', 'CREDENTIAL', 'NOTIFICATION', 'SOFTWARE'] as const) ?? '',
      search: search.one('search') ?? '',
      actionedBy: search.one('actionedBy') ?? '',
      from: search.one('from') ?? '',
      to: search.one('to') ?? '',
      sort: search.oneOf('sort', ['newest', 'oldest'] as const) ?? 'newest',
    } as const
    const list = await listHistory(context, {
      abn,
      ...asked,
      from: parseDay(asked.from) ?? '',
      to: parseDay(asked.to) ?? '',
      category: asked.category === '' ? undefined : asked.category,
      after: search.one('after'),
      before: search.one('before'),
    })
    return <HistoryList list={list} asked={asked} />
  })
}
