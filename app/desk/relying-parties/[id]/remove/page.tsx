import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RemoveRecord } from '../../../../../components/desk/remove-record.tsx'
import { viewRelyingParty } from '../../../../../lib/domain/desk/relying-parties/list-relying-parties.ts'
import { showPage } from '../../../../support/show-page.tsx'
import { newSubmissionId } from '../../../../support/submission.ts'
import { removeRelyingPartyAction } from '../../actions.ts'

export const metadata: Metadata = { title: 'Remove a relying party' }

export default async function RemoveRelyingPartyPage({ params }: { params: Promise<{ id: string }> }) {
  return showPage(async (context) => {
    const { party } = await viewRelyingParty(context, await params)
    if (party === undefined || party.isSimulated) notFound()
    return (
      <RemoveRecord
        list="relying-parties"
        record={party}
        action={removeRelyingPartyAction}
        submissionId={newSubmissionId(context)}
      >
        <p>From now on no token is made for it. Tokens that software has already keep their end.</p>
      </RemoveRecord>
    )
  })
}
