import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { DeclineRequest } from '../../../components/accept/decline-request.tsx'
import { findRequestByCode } from '../../../lib/domain/ram/authorisations/requests/find-request-by-code.ts'
import type { Search } from '../../support/read-search.ts'
import { showPage } from '../../support/show-page.tsx'
import { declineAction } from '../actions.ts'
import { acceptStep } from '../journey.ts'

export const metadata: Metadata = { title: 'Decline an authorisation' }

export default async function DeclinePage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => {
    const { draft, code, answers } = await acceptStep(context, searchParams)
    if (answers.outcome !== undefined) redirect(`/accept/done?draft=${draft}`)
    const { business } = await findRequestByCode(context, { code })
    return <DeclineRequest businessName={business.name} action={declineAction} draft={draft} />
  })
}
