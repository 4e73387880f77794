import type { Metadata } from 'next'
import { RevokeForm } from '../../../../../../components/credentials/act-forms.tsx'
import { viewCredential } from '../../../../../../lib/domain/credentials/show/view-credential.ts'
import { showPage } from '../../../../../support/show-page.tsx'
import { newSubmissionId } from '../../../../../support/submission.ts'
import { revokeAction } from '../actions.ts'

export const metadata: Metadata = { title: 'Revoke a machine credential' }

export default async function RevokePage({ params }: { params: Promise<{ abn: string; id: string }> }) {
  return showPage(async (context) => {
    const view = await viewCredential(context, await params)
    return <RevokeForm view={view} action={revokeAction} submissionId={newSubmissionId(context)} />
  })
}
