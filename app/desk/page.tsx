import type { Metadata } from 'next'
import { CaseQueue, caseStatuses } from '../../components/desk/case-queue.tsx'
import { listLinkCases } from '../../lib/domain/ram/linking/cases/list-link-cases.ts'
import { readSearch, type Search } from '../support/read-search.ts'
import { showPage } from '../support/show-page.tsx'

export const metadata: Metadata = { title: 'Operator’s desk' }

export default async function DeskPage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => {
    const search = await readSearch(searchParams)
    const asked = {
      search: search.one('search') ?? '',
      status: search.oneOf('status', [...caseStatuses, 'CODE_ASKED', 'ALL'] as const) ?? 'OPEN',
    } as const
    const list = await listLinkCases(context, {
      search: asked.search,
      status: statusesOf(asked.status),
      codeAskedFor: asked.status === 'CODE_ASKED',
      after: search.one('after'),
      before: search.one('before'),
    })
    return <CaseQueue list={list} asked={asked} />
  })
}

type CaseStatus = (typeof caseStatuses)[number]

/** Whoever asked for a new code has an approved request. */
function statusesOf(chosen: CaseStatus | 'CODE_ASKED' | 'ALL'): CaseStatus[] {
  if (chosen === 'ALL') return [...caseStatuses]
  return [chosen === 'CODE_ASKED' ? 'APPROVED' : chosen]
}
