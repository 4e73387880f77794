import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { RegistrationForm } from '../../../../components/dsp/registration-form.tsx'
import { showPage } from '../../../support/show-page.tsx'
import { newSubmissionId } from '../../../support/submission.ts'
import { organisationOf } from '../../organisation.ts'
import { registerDeveloperAction } from '../actions.ts'

export const metadata: Metadata = { title: 'SBR developer registration' }

export default async function RegistrationPage({ params }: { params: Promise<{ abn: string }> }) {
  const { abn } = await params
  return showPage(async (context) => {
    const view = await organisationOf(abn)
    if (view.registration !== null) redirect(`/dsp/${abn}/contacts`)
    return <RegistrationForm view={view} action={registerDeveloperAction} submissionId={newSubmissionId(context)} />
  })
}
