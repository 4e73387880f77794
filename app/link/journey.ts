import { redirect } from 'next/navigation'
import type { UseCaseContext } from '../../lib/domain/context.ts'
import type { FindEligibleBusinessesInput } from '../../lib/domain/ram/linking/online/find-eligible-businesses.ts'
import type { DraftAnswers } from '../../lib/platform/drafts/drafts.ts'
import { answer, journeyAnswers } from '../support/journey.ts'
import { readSearch, type Search } from '../support/read-search.ts'

/** The name of the journey that links businesses. */
export const linkJourney = 'link-business'

export const addressNames = ['addressLine', 'suburb', 'state', 'postcode'] as const

/** Where a page of the journey stands; without a draft, or with one that has lapsed, the journey begins again. */
export async function linkStep(
  context: UseCaseContext,
  searchParams: Search,
  needs: readonly string[] = addressNames,
  { journey, start } = { journey: linkJourney, start: '/link' },
): Promise<{ draft: string; answers: DraftAnswers }> {
  const draft = (await readSearch(searchParams)).one('draft')
  const answers = await journeyAnswers(context, journey, draft)
  if (draft === undefined || answers === undefined || needs.some((name) => !answers[name]?.length)) redirect(start)
  return { draft, answers }
}

/** The address that was entered. */
export function addressOf(answers: DraftAnswers): FindEligibleBusinessesInput {
  const entries = addressNames.map((name) => [name, answer(answers, name)])
  return Object.fromEntries(entries) as FindEligibleBusinessesInput
}
