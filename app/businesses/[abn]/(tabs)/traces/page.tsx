import type { Metadata } from 'next'
import { TraceList } from '../../../../../components/traces/trace-list.tsx'
import { parseDay } from '../../../../../lib/core/calendar-day.ts'
import { listTraces } from '../../../../../lib/domain/mas/list-traces.ts'
import { readSearch, type Search } from '../../../../support/read-search.ts'
import { showPage } from '../../../../support/show-page.tsx'

export const metadata: Metadata = { title: 'Requests' }

type Props = { params: Promise<{ abn: string }>; searchParams: Search }

export default async function TracesPage({ params, searchParams }: Props) {
  const { abn } = await params
  return showPage(async (context) => {
    const search = await readSearch(searchParams)
    const asked = {
      credentialId: search.one('credentialId') ?? '',
      outcome: search.oneOf('outcome', ['ACCEPTED', 'REFUSED'] as const) ?? '',
      from: search.one('from') ?? '',
      to: search.one('to') ?? '',
    } as const
    const list = await listTraces(context, {
      abn,
      ...asked,
      credentialId: isUuid(asked.credentialId) ? asked.credentialId : '',
      from: parseDay(asked.from) ?? '',
      to: parseDay(asked.to) ?? '',
      after: search.one('after'),
      before: search.one('before'),
    })
    return <TraceList list={list} asked={asked} />
  })
}

/** An address that was changed by hand shows the plain list. */
function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}
