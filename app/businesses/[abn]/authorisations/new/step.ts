import { redirect } from 'next/navigation'
import type { UseCaseContext } from '../../../../../lib/domain/context.ts'
import type { DraftAnswers } from '../../../../../lib/platform/drafts/drafts.ts'
import { journeyAnswers } from '../../../../support/journey.ts'
import { readSearch, type Search } from '../../../../support/read-search.ts'
import { addUserJourney } from './answers.ts'

export type StepProps = { params: Promise<{ abn: string }>; searchParams: Search }

/** Where a page of the wizard stands: the business, the draft and its answers, and whether it goes back to the summary. */
export type Step = { abn: string; draft: string; answers: DraftAnswers; goOn: string }

/** The step of a page after the first. Without a draft, or with one that has lapsed, the wizard begins again. */
export async function stepOf(context: UseCaseContext, { params, searchParams }: StepProps): Promise<Step> {
  const { abn } = await params
  const search = await readSearch(searchParams)
  const draft = search.one('draft')
  const answers = await journeyAnswers(context, addUserJourney(abn), draft)
  if (answers === undefined || draft === undefined)
    redirect(`/businesses/${encodeURIComponent(abn)}/authorisations/new`)
  return { abn, draft, answers, goOn: search.one('goOn') ?? '' }
}
