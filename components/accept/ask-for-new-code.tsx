import Link from 'next/link'
import { ActionForm } from '../ui/form/action-form.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { Prose, Row, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'

/** The code was right but is too old: asks the business for a new one. */
export function AskForNewCode({ action, draft }: { action: FormAction; draft: string }) {
  return (
    <>
      <PageHead title="The code has lapsed" crumbs={[{ label: 'Enter another code', href: '/accept' }]} />
      <Stack wide>
        <Prose>
          <p>
            A request must be answered within 7 days, and this one was not. You do not have to ring anybody: ask for a
            new code here.
          </p>
          <p>The administrators of the business are told, and can send a new code with one press.</p>
        </Prose>
        <ActionForm action={action} hidden={{ draft }}>
          <Row>
            <SubmitButton>Ask for a new code</SubmitButton>
            <Link href="/home" prefetch={false}>
              Not now
            </Link>
          </Row>
        </ActionForm>
      </Stack>
    </>
  )
}
