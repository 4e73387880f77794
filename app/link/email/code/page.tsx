import type { Metadata } from 'next'
import { CodeStep } from '../../../../components/link/email-steps.tsx'
import { answer } from '../../../support/journey.ts'
import type { Search } from '../../../support/read-search.ts'
import { showPage } from '../../../support/show-page.tsx'
import { answerCode } from '../../actions.ts'
import { addressNames, linkStep } from '../../journey.ts'

export const metadata: Metadata = { title: 'Link my business: code' }

export default async function CodePage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => {
    const { draft, answers } = await linkStep(context, searchParams, [...addressNames, 'abns', 'emailCodeId'])
    return (
      <CodeStep
        action={answerCode}
        draft={draft}
        email={answer(answers, 'email') ?? ''}
        expiresAt={answer(answers, 'expiresAt') ?? ''}
        isSandbox={context.runtime.settings.mode === 'sandbox'}
      />
    )
  })
}
