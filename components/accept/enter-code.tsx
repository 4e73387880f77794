import Link from 'next/link'
import { ActionForm } from '../ui/form/action-form.tsx'
import { TextField } from '../ui/form/fields/text-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { HelpWith, Prose, Stack, StepOf } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'

/** Asks for the code of an authorisation request. */
export function EnterCode({ action, isSandbox }: { action: FormAction; isSandbox: boolean }) {
  return (
    <>
      <PageHead
        title="Enter your authorisation code"
        caption={
          <StepOf step={1} of={2}>
            Accept an authorisation
          </StepOf>
        }
        crumbs={[{ label: 'Home', href: '/home' }]}
      />
      <Stack wide>
        {isSandbox && (
          <Prose>
            <p>
              In this sandbox the email with the code is in the{' '}
              <Link href="/inbox" target="_blank">
                sandbox inbox (opens in a new tab)
              </Link>
              .
            </p>
          </Prose>
        )}
        <ActionForm action={action}>
          <TextField
            name="code"
            label="Authorisation code"
            hint="6 letters and digits, as in the email. Capital and small letters are different."
            autoComplete="off"
            spellCheck={false}
            maxWidth="sm"
            maxLength={12}
          />
          <HelpWith question="I cannot find the code">
            <p>
              Look for the newest email with “authorisation request” in its subject, also in your junk folder. The code
              is good for 7 days.
            </p>
            <p>
              No email? Ask the person who authorised you whether the email address is right. They can re-issue the
              code.
            </p>
          </HelpWith>
          <SubmitButton>Continue</SubmitButton>
        </ActionForm>
      </Stack>
    </>
  )
}
