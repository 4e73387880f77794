import Link from 'next/link'
import { formatMoment } from '../format/dates.ts'
import { ActionForm } from './form/action-form.tsx'
import { TextField } from './form/fields/text-field.tsx'
import type { FormAction } from './form/form-state.ts'
import { SubmitButton } from './form/submit-button.tsx'
import { Prose, Stack } from './page/layout.tsx'

/** Asks for the six digits that were sent to an email address. */
export function EmailCode({
  email,
  expiresAt,
  action,
  hidden,
  again,
  isSandbox,
}: {
  email: string
  expiresAt: string
  action: FormAction
  hidden: Readonly<Record<string, string>>
  /** Where another address, or another code, is asked for. */
  again: string
  isSandbox: boolean
}) {
  return (
    <Stack wide>
      <Prose>
        <p>
          We sent a code of 6 digits to <strong>{email}</strong>. It can be used until {formatMoment(expiresAt)}.
        </p>
        {isSandbox && (
          <p>
            In this sandbox the email is in the{' '}
            <Link href="/inbox" target="_blank">
              sandbox inbox (opens in a new tab)
            </Link>
            .
          </p>
        )}
      </Prose>
      <ActionForm action={action} hidden={hidden}>
        <TextField
          name="code"
          label="Verification code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxWidth="sm"
          maxLength={10}
        />
        <SubmitButton>Verify</SubmitButton>
      </ActionForm>
      <p>
        No email?{' '}
        <Link href={again} prefetch={false}>
          Send another code, or use another address
        </Link>
        .
      </p>
    </Stack>
  )
}
