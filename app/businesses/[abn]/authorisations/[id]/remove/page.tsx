import type { Metadata } from 'next'
import { RemoveForm } from '../../../../../../components/authorisations/act-forms.tsx'
import { showPage } from '../../../../../support/show-page.tsx'
import { newSubmissionId } from '../../../../../support/submission.ts'
import { type ActProps, authorisationFor } from '../act.ts'
import { removeAction } from '../actions.ts'

export const metadata: Metadata = { title: 'Remove an authorisation' }

export default async function RemovePage(props: ActProps) {
  return showPage(async (context) => {
    const view = await authorisationFor(context, props, 'remove')
    return <RemoveForm view={view} action={removeAction} submissionId={newSubmissionId(context)} />
  })
}
