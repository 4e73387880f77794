import type { Metadata } from 'next'
import { RenewMany } from '../../../../../components/authorisations/renew/renew-many.tsx'
import { listAuthorisations } from '../../../../../lib/domain/ram/authorisations/list/list-authorisations.ts'
import { showPage } from '../../../../support/show-page.tsx'
import { newSubmissionId } from '../../../../support/submission.ts'
import { renewManyAction } from './actions.ts'

export const metadata: Metadata = { title: 'Renew authorisations' }

export default async function RenewPage({ params }: { params: Promise<{ abn: string }> }) {
  const { abn } = await params
  return showPage(async (context) => {
    const list = await listAuthorisations(context, { abn, renewalDue: true, sort: 'end-date', pageSize: 100 })
    return <RenewMany list={list} action={renewManyAction} submissionId={newSubmissionId(context)} />
  })
}
