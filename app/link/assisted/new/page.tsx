import type { Metadata } from 'next'
import { CaseBusinessesStep } from '../../../../components/link/assisted/businesses-step.tsx'
import { firstPageDraft, journeyAnswers } from '../../../support/journey.ts'
import { needStrength } from '../../../support/need-strength.ts'
import { readSearch, type Search } from '../../../support/read-search.ts'
import { showPage } from '../../../support/show-page.tsx'
import { underTerms } from '../../../support/terms.ts'
import { answerCaseBusinesses } from './actions.ts'
import { caseJourney, caseStart } from './journey.ts'

export const metadata: Metadata = { title: 'Assisted linking: the business' }

export default async function CaseBusinessesPage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => {
    needStrength(context, 'STANDARD')
    await underTerms(context, '/link/assisted')
    const search = await readSearch(searchParams)
    const abn = search.one('abn')
    const draft = firstPageDraft(
      context,
      search.one('draft'),
      abn === undefined ? caseStart : `${caseStart}?abn=${abn}`,
    )
    const answers = (await journeyAnswers(context, caseJourney, draft)) ?? {}
    const initial = { ...(abn === undefined ? {} : { abns: [abn] }), ...answers }
    return <CaseBusinessesStep action={answerCaseBusinesses} draft={draft} answers={initial} />
  })
}
