import type { Metadata } from 'next'
import { RelyingServiceForm } from '../../../../components/desk/relying-service-form.tsx'
import { viewRelyingService } from '../../../../lib/domain/desk/relying-services/list-relying-services.ts'
import { showPage } from '../../../support/show-page.tsx'
import { newSubmissionId } from '../../../support/submission.ts'
import { saveRelyingServiceAction } from '../actions.ts'

export const metadata: Metadata = { title: 'Register a relying service' }

export default async function NewRelyingServicePage() {
  return showPage(async (context) => (
    <RelyingServiceForm
      {...(await viewRelyingService(context, { id: undefined }))}
      action={saveRelyingServiceAction}
      submissionId={newSubmissionId(context)}
    />
  ))
}
