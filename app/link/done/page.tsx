import type { Metadata } from 'next'
import { Linked } from '../../../components/link/online/linked.tsx'
import type { Search } from '../../support/read-search.ts'
import { showPage } from '../../support/show-page.tsx'
import { linkStep } from '../journey.ts'

export const metadata: Metadata = { title: 'Link my business: done' }

export default async function LinkedPage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => {
    const { answers } = await linkStep(context, searchParams, ['linkedAbn'])
    const names = answers.linkedName ?? []
    const failed = (answers.notLinked ?? []).map((row) => JSON.parse(row) as [string, string | null, string])
    return (
      <Linked
        businesses={(answers.linkedAbn ?? []).map((abn, at) => ({ abn, name: names[at] ?? abn }))}
        failed={failed.map(([abn, name, reason]) => ({ abn, name, reason }))}
      />
    )
  })
}
