import type { Metadata } from 'next'
import { AddressStep } from '../../../components/link/online/address-step.tsx'
import type { UseCaseContext } from '../../../lib/domain/context.ts'
import { listTestData } from '../../../lib/domain/evte/list-test-data.ts'
import { firstPageDraft, journeyAnswers } from '../../support/journey.ts'
import { readSearch, type Search } from '../../support/read-search.ts'
import { showPage } from '../../support/show-page.tsx'
import { underTerms } from '../../support/terms.ts'
import { answerAddress } from '../actions.ts'
import { linkJourney } from '../journey.ts'

export const metadata: Metadata = { title: 'Link my business: your address' }

export default async function AddressPage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => {
    await underTerms(context, '/link')
    const draft = firstPageDraft(context, (await readSearch(searchParams)).one('draft'), '/link/address')
    const answers = await journeyAnswers(context, linkJourney, draft)
    return (
      <AddressStep
        action={answerAddress}
        draft={draft}
        answers={answers ?? {}}
        sandboxAddress={await sandboxAddressOf(context)}
      />
    )
  })
}

/** In a sandbox, what the made-up tax office holds for this made-up person: a tester cannot know it otherwise. */
async function sandboxAddressOf({ runtime, actor }: UseCaseContext): Promise<string | null> {
  if (runtime.settings.mode !== 'sandbox') return null
  const { personas } = await listTestData(runtime)
  return personas.find(({ name }) => name === `${actor.givenNames} ${actor.familyName}`)?.address ?? null
}
