import type { Metadata } from 'next'
import { ContactForm } from '../../../../../components/dsp/contact-form.tsx'
import { showPage } from '../../../../support/show-page.tsx'
import { newSubmissionId } from '../../../../support/submission.ts'
import { organisationOf } from '../../../organisation.ts'
import { addContactAction } from '../../actions.ts'

export const metadata: Metadata = { title: 'New contact registration' }

export default async function NewContactPage({ params }: { params: Promise<{ abn: string }> }) {
  const { abn } = await params
  return showPage(async (context) => {
    const { business, contacts, me } = await organisationOf(abn)
    const isKnown = contacts.some(({ email }) => email.toLowerCase() === me.email.toLowerCase())
    return (
      <ContactForm
        business={business}
        initial={{ ...(isKnown ? {} : me), isMain: 'no' }}
        action={addContactAction}
        submissionId={newSubmissionId(context)}
      />
    )
  })
}
