import { ActionForm } from '../ui/form/action-form.tsx'
import { TextAreaField, TextField } from '../ui/form/fields/text-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { dspCrumbs } from './dsp-frame.tsx'

type Props = {
  business: { abn: string; name: string }
  subject: string
  text: string
  action: FormAction
  submissionId: string
}

/** The way by mail: the same request as the form's. */
export function MailForm({ business, subject, text, action, submissionId }: Props) {
  return (
    <>
      <PageHead
        title="Register by mail"
        caption={business.name}
        lead="A mail with this heading and the environment named ends in the same request as the form. This page sends it for you, because a sandbox has no mailbox of its own."
        crumbs={dspCrumbs(business)}
      />
      <ActionForm
        action={action}
        submissionId={submissionId}
        hidden={{ abn: business.abn }}
        initial={{ subject, text }}
      >
        <TextField name="subject" label="Heading" maxLength={200} />
        <TextAreaField name="text" label="Mail" hint="Fill in each line." maxLength={10_000} />
        <SubmitButton>Send mail</SubmitButton>
      </ActionForm>
    </>
  )
}
