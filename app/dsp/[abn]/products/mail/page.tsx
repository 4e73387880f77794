import type { Metadata } from 'next'
import { MailForm } from '../../../../../components/dsp/mail-form.tsx'
import { MandateError } from '../../../../../lib/core/errors/index.ts'
import {
  registrationHeading,
  registrationTemplate,
} from '../../../../../lib/domain/dsp/products/read-registration-mail.ts'
import { showPage } from '../../../../support/show-page.tsx'
import { newSubmissionId } from '../../../../support/submission.ts'
import { organisationOf } from '../../../organisation.ts'
import { receiveMailAction } from '../actions.ts'

export const metadata: Metadata = { title: 'Register by mail' }

export default async function MailPage({ params }: { params: Promise<{ abn: string }> }) {
  const { abn } = await params
  return showPage(async (context) => {
    const { business, registration } = await organisationOf(abn)
    if (registration === null) throw new MandateError('dsp.not-registered')
    return (
      <MailForm
        business={business}
        subject={registrationHeading}
        text={registrationTemplate}
        action={receiveMailAction}
        submissionId={newSubmissionId(context)}
      />
    )
  })
}
