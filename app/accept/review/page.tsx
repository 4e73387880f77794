import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ReviewRequest } from '../../../components/accept/review-request.tsx'
import { findRequestByCode } from '../../../lib/domain/ram/authorisations/requests/find-request-by-code.ts'
import type { Search } from '../../support/read-search.ts'
import { showPage } from '../../support/show-page.tsx'
import { acceptAction } from '../actions.ts'
import { acceptStep } from '../journey.ts'

export const metadata: Metadata = { title: 'Accept an authorisation: review' }

export default async function ReviewPage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => {
    const { draft, code, answers } = await acceptStep(context, searchParams)
    if (answers.outcome !== undefined) redirect(`/accept/done?draft=${draft}`)
    return <ReviewRequest request={await findRequestByCode(context, { code })} action={acceptAction} draft={draft} />
  })
}
