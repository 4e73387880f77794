import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { RenewOutcome } from '../../../../../../components/authorisations/renew/renew-outcome.tsx'
import { prepareAuthorisation } from '../../../../../../lib/domain/ram/authorisations/draft/prepare-authorisation.ts'
import { journeyAnswers } from '../../../../../support/journey.ts'
import { readSearch, type Search } from '../../../../../support/read-search.ts'
import { showPage } from '../../../../../support/show-page.tsx'
import { renewJourney } from '../journey.ts'

export const metadata: Metadata = { title: 'Outcome of the renewal' }

type Props = { params: Promise<{ abn: string }>; searchParams: Search }

export default async function OutcomePage({ params, searchParams }: Props) {
  const { abn } = await params
  return showPage(async (context) => {
    const draft = (await readSearch(searchParams)).one('draft')
    const answers = await journeyAnswers(context, renewJourney(abn), draft)
    if (answers === undefined) redirect(`/businesses/${encodeURIComponent(abn)}`)
    const { business } = await prepareAuthorisation(context, { abn })
    return (
      <RenewOutcome
        business={business}
        renewed={(answers.renewed ?? []).map((row) => JSON.parse(row) as [string, string | null])}
        failed={(answers.failed ?? []).map((row) => JSON.parse(row) as [string | null, string, string])}
      />
    )
  })
}
