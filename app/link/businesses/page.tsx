import type { Metadata } from 'next'
import { BusinessesStep } from '../../../components/link/online/businesses-step.tsx'
import { findEligibleBusinesses } from '../../../lib/domain/ram/linking/online/find-eligible-businesses.ts'
import type { Search } from '../../support/read-search.ts'
import { showPage } from '../../support/show-page.tsx'
import { answerBusinesses } from '../actions.ts'
import { addressOf, linkStep } from '../journey.ts'

export const metadata: Metadata = { title: 'Link my business: choose' }

export default async function ChooseBusinessesPage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => {
    const { draft, answers } = await linkStep(context, searchParams)
    const { businesses } = await findEligibleBusinesses(context, addressOf(answers))
    return (
      <BusinessesStep businesses={businesses} action={answerBusinesses} draft={draft} chosen={answers.abns ?? []} />
    )
  })
}
