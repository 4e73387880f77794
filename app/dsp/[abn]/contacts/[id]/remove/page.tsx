import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RemoveContact } from '../../../../../../components/dsp/contact-form.tsx'
import { showPage } from '../../../../../support/show-page.tsx'
import { newSubmissionId } from '../../../../../support/submission.ts'
import { organisationOf } from '../../../../organisation.ts'
import { removeContactAction } from '../../../actions.ts'

export const metadata: Metadata = { title: 'Remove a contact' }

export default async function RemoveContactPage({ params }: { params: Promise<{ abn: string; id: string }> }) {
  const { abn, id } = await params
  return showPage(async (context) => {
    const { business, contacts } = await organisationOf(abn)
    const contact = contacts.find((one) => one.id === id)
    if (contact === undefined) notFound()
    return (
      <RemoveContact
        business={business}
        contact={contact}
        action={removeContactAction}
        submissionId={newSubmissionId(context)}
      />
    )
  })
}
