import type { Metadata } from 'next'
import { EditForm } from '../../../../../../components/authorisations/edit-form.tsx'
import { dayParts } from '../../../../../support/read-form.ts'
import { showPage } from '../../../../../support/show-page.tsx'
import { newSubmissionId } from '../../../../../support/submission.ts'
import { type ActProps, authorisationFor } from '../act.ts'
import { editAction } from '../actions.ts'

export const metadata: Metadata = { title: 'Edit an authorisation' }

export default async function EditPage(props: ActProps) {
  return showPage(async (context) => {
    const view = await authorisationFor(context, props, 'edit')
    const dates = { ...dayParts('startDate', view.startDate), ...dayParts('endDate', view.endDate) }
    return <EditForm view={view} dates={dates} action={editAction} submissionId={newSubmissionId(context)} />
  })
}
