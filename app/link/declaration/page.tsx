import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { DeclarationStep } from '../../../components/link/online/declaration-step.tsx'
import { findEligibleBusinesses } from '../../../lib/domain/ram/linking/online/find-eligible-businesses.ts'
import { answer } from '../../support/journey.ts'
import type { Search } from '../../support/read-search.ts'
import { showPage } from '../../support/show-page.tsx'
import { linkAction } from '../actions.ts'
import { addressNames, addressOf, linkStep } from '../journey.ts'

export const metadata: Metadata = { title: 'Link my business: declaration' }

export default async function DeclarationPage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => {
    const { draft, answers } = await linkStep(context, searchParams, [...addressNames, 'abns', 'verified'])
    if (answers.linkedAbn !== undefined) redirect(`/link/done?draft=${draft}`)
    const { businesses } = await findEligibleBusinesses(context, addressOf(answers))
    const chosen = businesses.filter(({ abn }) => answers.abns?.includes(abn))
    return (
      <DeclarationStep
        businesses={chosen}
        email={answer(answers, 'email') ?? ''}
        action={linkAction}
        draft={draft}
        person={`${context.actor.givenNames} ${context.actor.familyName}`}
      />
    )
  })
}
