import { redirect } from 'next/navigation'
import type { UseCaseContext } from '../../lib/domain/context.ts'
import type { DraftAnswers } from '../../lib/platform/drafts/drafts.ts'
import { journeyAnswers } from '../support/journey.ts'
import { readSearch, type Search } from '../support/read-search.ts'

/** The name of the journey that answers an authorisation request. Its draft keeps the code out of addresses. */
export const acceptJourney = 'accept-authorisation'

/** Where a page of the journey stands; without a code, or with one entered too long ago, it begins again. */
export async function acceptStep(
  context: UseCaseContext,
  searchParams: Search,
): Promise<{ draft: string; code: string; answers: DraftAnswers }> {
  const draft = (await readSearch(searchParams)).one('draft')
  const answers = await journeyAnswers(context, acceptJourney, draft)
  const code = answers?.code?.[0]
  if (draft === undefined || answers === undefined || code === undefined) redirect('/accept')
  return { draft, code, answers }
}
