import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RemoveRecord } from '../../../../../components/desk/remove-record.tsx'
import { viewRelyingService } from '../../../../../lib/domain/desk/relying-services/list-relying-services.ts'
import { showPage } from '../../../../support/show-page.tsx'
import { newSubmissionId } from '../../../../support/submission.ts'
import { removeRelyingServiceAction } from '../../actions.ts'

export const metadata: Metadata = { title: 'Remove a relying service' }

export default async function RemoveRelyingServicePage({ params }: { params: Promise<{ id: string }> }) {
  return showPage(async (context) => {
    const { service } = await viewRelyingService(context, await params)
    if (service === undefined || service.isSimulated) notFound()
    return (
      <RemoveRecord
        list="relying-services"
        record={service}
        action={removeRelyingServiceAction}
        submissionId={newSubmissionId(context)}
      >
        <p>
          From now on it can sign nobody in and ask nothing. What people shared with it ends, and they would be asked
          again.
        </p>
      </RemoveRecord>
    )
  })
}
