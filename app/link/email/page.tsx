import type { Metadata } from 'next'
import { EmailStep } from '../../../components/link/email-steps.tsx'
import { viewMyProfile } from '../../../lib/domain/ram/people/view-my-profile.ts'
import { answer } from '../../support/journey.ts'
import type { Search } from '../../support/read-search.ts'
import { showPage } from '../../support/show-page.tsx'
import { answerEmail } from '../actions.ts'
import { addressNames, linkStep } from '../journey.ts'

export const metadata: Metadata = { title: 'Link my business: email' }

export default async function EmailPage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => {
    const { draft, answers } = await linkStep(context, searchParams, [...addressNames, 'abns'])
    const suggestion = answer(answers, 'email') ?? (await viewMyProfile(context)).email ?? ''
    return <EmailStep action={answerEmail} draft={draft} email={suggestion} />
  })
}
