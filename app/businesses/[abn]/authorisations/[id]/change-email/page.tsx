import type { Metadata } from 'next'
import { NewEmailForm } from '../../../../../../components/authorisations/act-forms.tsx'
import { showPage } from '../../../../../support/show-page.tsx'
import { type ActProps, authorisationFor } from '../act.ts'
import { sendAction } from './actions.ts'

export const metadata: Metadata = { title: 'Update your email address' }

export default async function ChangeEmailPage(props: ActProps) {
  return showPage(async (context) => {
    const view = await authorisationFor(context, props, 'change-email')
    return <NewEmailForm view={view} action={sendAction} />
  })
}
