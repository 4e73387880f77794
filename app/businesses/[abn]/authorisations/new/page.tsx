import type { Metadata } from 'next'
import { TypeStep } from '../../../../../components/authorisations/wizard/type-step.tsx'
import { prepareAuthorisation } from '../../../../../lib/domain/ram/authorisations/draft/prepare-authorisation.ts'
import { firstPageDraft, journeyAnswers } from '../../../../support/journey.ts'
import { readSearch } from '../../../../support/read-search.ts'
import { showPage } from '../../../../support/show-page.tsx'
import { answerType } from './actions.ts'
import { addUserJourney } from './answers.ts'
import type { StepProps } from './step.ts'

export const metadata: Metadata = { title: 'Add new user: type' }

export default async function TypePage({ params, searchParams }: StepProps) {
  const { abn } = await params
  return showPage(async (context) => {
    const { business } = await prepareAuthorisation(context, { abn })
    const given = (await readSearch(searchParams)).one('draft')
    const draft = firstPageDraft(context, given, `/businesses/${business.abn}/authorisations/new`)
    const answers = await journeyAnswers(context, addUserJourney(abn), draft)
    return <TypeStep business={business} action={answerType} step={{ abn, draft, goOn: '', answers: answers ?? {} }} />
  })
}
