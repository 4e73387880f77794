import type { Metadata } from 'next'
import { RelyingPartyForm } from '../../../../components/desk/relying-party-form.tsx'
import { viewRelyingParty } from '../../../../lib/domain/desk/relying-parties/list-relying-parties.ts'
import { showPage } from '../../../support/show-page.tsx'
import { newSubmissionId } from '../../../support/submission.ts'
import { saveRelyingPartyAction } from '../actions.ts'

export const metadata: Metadata = { title: 'Register a relying party' }

export default async function NewRelyingPartyPage() {
  return showPage(async (context) => (
    <RelyingPartyForm
      {...(await viewRelyingParty(context, { id: undefined }))}
      action={saveRelyingPartyAction}
      submissionId={newSubmissionId(context)}
    />
  ))
}
