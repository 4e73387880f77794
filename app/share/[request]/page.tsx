import type { Metadata } from 'next'
import { SharingRequestPage } from '../../../components/share/sharing-request.tsx'
import { viewSharingRequest } from '../../../lib/domain/ram/sharing/view-sharing-request.ts'
import { strengthNames } from '../../../lib/policy/identity/identity-strength.ts'
import { showPage } from '../../support/show-page.tsx'

export const metadata: Metadata = { title: 'Your consent' }

export default async function SharePage({ params }: { params: Promise<{ request: string }> }) {
  return showPage(async (context) => {
    const { request } = await params
    const { givenNames, familyName, strength } = context.actor
    return (
      <SharingRequestPage
        asked={await viewSharingRequest(context, { request })}
        person={`${givenNames} ${familyName}, ${strengthNames[strength]} identity`}
        action={`/ram/interaction/${request}/answer`}
      />
    )
  })
}
