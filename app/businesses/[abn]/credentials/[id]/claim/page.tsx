import type { Metadata } from 'next'
import { ClaimForm } from '../../../../../../components/credentials/act-forms.tsx'
import { viewCredential } from '../../../../../../lib/domain/credentials/show/view-credential.ts'
import { showPage } from '../../../../../support/show-page.tsx'
import { newSubmissionId } from '../../../../../support/submission.ts'
import { claimAction } from '../actions.ts'

export const metadata: Metadata = { title: 'Claim a machine credential' }

export default async function ClaimPage({ params }: { params: Promise<{ abn: string; id: string }> }) {
  return showPage(async (context) => {
    const view = await viewCredential(context, await params)
    return <ClaimForm view={view} action={claimAction} submissionId={newSubmissionId(context)} />
  })
}
