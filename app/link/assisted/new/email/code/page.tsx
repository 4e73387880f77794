import type { Metadata } from 'next'
import { CodeStep } from '../../../../../../components/link/email-steps.tsx'
import { assistedLinking } from '../../../../../../components/link/link-page.tsx'
import { answer } from '../../../../../support/journey.ts'
import type { Search } from '../../../../../support/read-search.ts'
import { showPage } from '../../../../../support/show-page.tsx'
import { answerCaseCode } from '../../actions.ts'
import { caseStep } from '../../journey.ts'

export const metadata: Metadata = { title: 'Assisted linking: code' }

export default async function CaseCodePage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => {
    const { draft, answers } = await caseStep(context, searchParams, ['evidence.0.kind', 'emailCodeId'])
    return (
      <CodeStep
        journey={assistedLinking}
        action={answerCaseCode}
        draft={draft}
        email={answer(answers, 'email') ?? ''}
        expiresAt={answer(answers, 'expiresAt') ?? ''}
        isSandbox={context.runtime.settings.mode === 'sandbox'}
      />
    )
  })
}
