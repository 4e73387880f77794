import type { Metadata } from 'next'
import { WithdrawSharingForm } from '../../../../components/share/withdraw-sharing-form.tsx'
import { viewSharedService } from '../../../../lib/domain/ram/sharing/view-shared-service.ts'
import { showPage } from '../../../support/show-page.tsx'
import { newSubmissionId } from '../../../support/submission.ts'
import { withdrawAction } from '../actions.ts'

export const metadata: Metadata = { title: 'A service you share with' }

export default async function SharedServicePage({ params }: { params: Promise<{ service: string }> }) {
  const service = decodeURIComponent((await params).service)
  return showPage(async (context) => (
    <WithdrawSharingForm
      view={await viewSharedService(context, { service })}
      action={withdrawAction}
      submissionId={newSubmissionId(context)}
    />
  ))
}
