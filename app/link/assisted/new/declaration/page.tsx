import type { Metadata } from 'next'
import { CaseDeclarationStep } from '../../../../../components/link/assisted/declaration-step.tsx'
import { capacityOf, type EvidenceKind, evidenceKinds } from '../../../../../lib/policy/linking.ts'
import { answer } from '../../../../support/journey.ts'
import type { Search } from '../../../../support/read-search.ts'
import { showPage } from '../../../../support/show-page.tsx'
import { sendCasesAction } from '../actions.ts'
import { businessesOf, caseStep, documentsOf } from '../journey.ts'

export const metadata: Metadata = { title: 'Assisted linking: declaration' }

export default async function CaseDeclarationPage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => {
    const { draft, answers } = await caseStep(context, searchParams, ['evidence.0.kind', 'verified'])
    return (
      <CaseDeclarationStep
        action={sendCasesAction}
        draft={draft}
        businesses={await businessesOf(context, answers)}
        person={`${context.actor.givenNames} ${context.actor.familyName}`}
        capacity={capacityOf(answer(answers, 'capacity') ?? '')?.label ?? ''}
        email={answer(answers, 'email') ?? ''}
        evidence={documentsOf(answers).map(({ kind, ...item }) => ({
          ...item,
          kindLabel: evidenceKinds[kind as EvidenceKind],
        }))}
      />
    )
  })
}
