import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RevokeApiTokenForm } from '../../../../../../components/api-tokens/revoke-api-token-form.tsx'
import { listApiTokens } from '../../../../../../lib/domain/ram/api-tokens/list-api-tokens.ts'
import { showPage } from '../../../../../support/show-page.tsx'
import { newSubmissionId } from '../../../../../support/submission.ts'
import { revokeAction } from '../../actions.ts'

export const metadata: Metadata = { title: 'Revoke an API token' }

export default async function RevokeApiTokenPage({ params }: { params: Promise<{ abn: string; id: string }> }) {
  const { abn, id } = await params
  return showPage(async (context) => {
    const { business, tokens } = await listApiTokens(context, { abn })
    const token = tokens.find((one) => one.id === id)
    if (token === undefined) notFound()
    return (
      <RevokeApiTokenForm
        business={business}
        token={token}
        action={revokeAction}
        submissionId={newSubmissionId(context)}
      />
    )
  })
}
