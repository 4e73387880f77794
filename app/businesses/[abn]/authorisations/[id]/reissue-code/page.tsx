import type { Metadata } from 'next'
import { ReissueForm } from '../../../../../../components/authorisations/act-forms.tsx'
import { showPage } from '../../../../../support/show-page.tsx'
import { newSubmissionId } from '../../../../../support/submission.ts'
import { type ActProps, authorisationFor } from '../act.ts'
import { reissueAction } from '../actions.ts'

export const metadata: Metadata = { title: 'Re-issue a code' }

export default async function ReissuePage(props: ActProps) {
  return showPage(async (context) => {
    const view = await authorisationFor(context, props, 'reissue-code')
    return <ReissueForm view={view} action={reissueAction} submissionId={newSubmissionId(context)} />
  })
}
