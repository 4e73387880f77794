import { EmailCode } from '../ui/email-code.tsx'
import { ActionForm } from '../ui/form/action-form.tsx'
import { TextField } from '../ui/form/fields/text-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { type LinkJourney, LinkStep, onlineLinking } from './link-page.tsx'

type EmailProps = { action: FormAction; draft: string; email: string; journey?: LinkJourney }

/** Where notices about the business go. */
export function EmailStep({ action, draft, email, journey = onlineLinking }: EmailProps) {
  return (
    <LinkStep
      journey={journey}
      number={3}
      back={`${journey.path}${journey.beforeEmail}?draft=${draft}`}
      title="Your email address"
    >
      <ActionForm action={action} hidden={{ draft }} initial={{ email }}>
        <TextField
          name="email"
          label="Email address for this authorisation"
          type="email"
          hint="Notices about the business go there. Use one that only you read. We send a code of 6 digits to it now."
          autoComplete="email"
          maxLength={254}
        />
        <SubmitButton>Send email</SubmitButton>
      </ActionForm>
    </LinkStep>
  )
}

type CodeProps = EmailProps & { expiresAt: string; isSandbox: boolean }

/** The code that proves that the person reads that address. */
export function CodeStep({ action, draft, email, expiresAt, isSandbox, journey = onlineLinking }: CodeProps) {
  const back = `${journey.path}/email?draft=${draft}`
  return (
    <LinkStep journey={journey} number={4} back={back} title="Enter the code">
      <EmailCode
        email={email}
        expiresAt={expiresAt}
        action={action}
        hidden={{ draft }}
        again={back}
        isSandbox={isSandbox}
      />
    </LinkStep>
  )
}
