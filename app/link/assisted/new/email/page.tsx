import type { Metadata } from 'next'
import { EmailStep } from '../../../../../components/link/email-steps.tsx'
import { assistedLinking } from '../../../../../components/link/link-page.tsx'
import { viewMyProfile } from '../../../../../lib/domain/ram/people/view-my-profile.ts'
import { answer } from '../../../../support/journey.ts'
import type { Search } from '../../../../support/read-search.ts'
import { showPage } from '../../../../support/show-page.tsx'
import { answerCaseEmail } from '../actions.ts'
import { caseStep } from '../journey.ts'

export const metadata: Metadata = { title: 'Assisted linking: email' }

export default async function CaseEmailPage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => {
    const { draft, answers } = await caseStep(context, searchParams, ['evidence.0.kind'])
    const suggestion = answer(answers, 'email') ?? (await viewMyProfile(context)).email ?? ''
    return <EmailStep journey={assistedLinking} action={answerCaseEmail} draft={draft} email={suggestion} />
  })
}
