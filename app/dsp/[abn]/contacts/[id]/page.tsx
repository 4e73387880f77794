import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ContactForm } from '../../../../../components/dsp/contact-form.tsx'
import { showPage } from '../../../../support/show-page.tsx'
import { newSubmissionId } from '../../../../support/submission.ts'
import { organisationOf } from '../../../organisation.ts'
import { editContactAction } from '../../actions.ts'

export const metadata: Metadata = { title: 'Change a contact' }

export default async function ContactPage({ params }: { params: Promise<{ abn: string; id: string }> }) {
  const { abn, id } = await params
  return showPage(async (context) => {
    const { business, contacts } = await organisationOf(abn)
    const contact = contacts.find((one) => one.id === id)
    if (contact === undefined) notFound()
    const { givenNames, familyName, email, phone, position, isMain } = contact
    return (
      <ContactForm
        business={business}
        contact={contact}
        initial={{ givenNames, familyName, email, phone, position: position ?? '', isMain: isMain ? 'yes' : 'no' }}
        action={editContactAction}
        submissionId={newSubmissionId(context)}
      />
    )
  })
}
