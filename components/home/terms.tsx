import { ActionForm } from '../ui/form/action-form.tsx'
import { TickField } from '../ui/form/fields/choice-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { Prose, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'

/** The terms and conditions, asked for once before a person first acts. */
export function Terms({ action, next }: { action: FormAction; next: string }) {
  return (
    <>
      <PageHead title="Terms and conditions" lead="You see this once, before you first use Mandate." />
      <Stack wide>
        <Prose>
          <h2>What you agree to</h2>
          <ul>
            <li>You act only for businesses that you are allowed to act for.</li>
            <li>What you enter is true and complete, as far as you know.</li>
            <li>You use your own Digital ID, and let nobody else use it.</li>
            <li>You keep passwords, codes and machine credentials safe, and share them with nobody.</li>
            <li>You remove people and credentials that should no longer act for a business.</li>
          </ul>
          <h2>What you should know</h2>
          <ul>
            <li>Mandate is not a government service. Nothing you do here reaches a government agency.</li>
            <li>Everything that is done for a business is written in its history, with your name and the time.</li>
            <li>Administrators of a business see your name, your email address and what you may use for it.</li>
          </ul>
        </Prose>
        <ActionForm action={action} hidden={{ next }}>
          <TickField name="terms" label="I have read and accept the terms and conditions" />
          <SubmitButton>Accept and continue</SubmitButton>
        </ActionForm>
      </Stack>
    </>
  )
}
