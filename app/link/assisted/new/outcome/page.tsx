import type { Metadata } from 'next'
import { CasesOutcome } from '../../../../../components/link/assisted/outcome.tsx'
import type { Search } from '../../../../support/read-search.ts'
import { showPage } from '../../../../support/show-page.tsx'
import { caseStep } from '../journey.ts'

export const metadata: Metadata = { title: 'Assisted linking: sent' }

export default async function CasesOutcomePage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => {
    const { answers } = await caseStep(context, searchParams, ['opened'])
    return (
      <CasesOutcome
        opened={(answers.opened ?? []).map((row) => JSON.parse(row) as [string, string])}
        failed={(answers.failed ?? []).map((row) => JSON.parse(row) as [string, string])}
      />
    )
  })
}
