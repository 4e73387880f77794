import type { Metadata } from 'next'
import { RenewForm } from '../../../../../../components/authorisations/act-forms.tsx'
import { showPage } from '../../../../../support/show-page.tsx'
import { newSubmissionId } from '../../../../../support/submission.ts'
import { type ActProps, authorisationFor } from '../act.ts'
import { renewAction } from '../actions.ts'

export const metadata: Metadata = { title: 'Renew an authorisation' }

export default async function RenewPage(props: ActProps) {
  return showPage(async (context) => {
    const view = await authorisationFor(context, props, 'renew')
    return <RenewForm view={view} action={renewAction} submissionId={newSubmissionId(context)} />
  })
}
