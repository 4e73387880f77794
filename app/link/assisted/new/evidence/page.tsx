import type { Metadata } from 'next'
import { EvidenceStep } from '../../../../../components/link/assisted/evidence-step.tsx'
import { type Capacity, capacityOf } from '../../../../../lib/policy/linking.ts'
import { answer } from '../../../../support/journey.ts'
import type { Search } from '../../../../support/read-search.ts'
import { showPage } from '../../../../support/show-page.tsx'
import { answerEvidence } from '../actions.ts'
import { caseStep, documentCount } from '../journey.ts'

export const metadata: Metadata = { title: 'Assisted linking: evidence' }

export default async function EvidencePage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => {
    const { draft, answers } = await caseStep(context, searchParams)
    const capacity = capacityOf(answer(answers, 'capacity') ?? '') as Capacity
    return (
      <EvidenceStep
        action={answerEvidence}
        draft={draft}
        answers={answers}
        capacity={capacity}
        documents={documentCount(answers)}
      />
    )
  })
}
