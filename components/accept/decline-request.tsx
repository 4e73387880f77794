import Link from 'next/link'
import { ActionForm } from '../ui/form/action-form.tsx'
import { TextAreaField } from '../ui/form/fields/text-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { Prose, Row, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'

type Props = { businessName: string; action: FormAction; draft: string }

/** Asks before a request is declined, and why. */
export function DeclineRequest({ businessName, action, draft }: Props) {
  const back = `/accept/review?draft=${draft}`
  return (
    <>
      <PageHead title={`Decline to act for ${businessName}?`} back={back} />
      <Stack wide>
        <Prose>
          <p>The business is told that you declined. To authorise you later, it has to send a new request.</p>
        </Prose>
        <ActionForm action={action} hidden={{ draft }}>
          <TextAreaField
            name="reason"
            label="Reason"
            hint="The people who sent the request read it."
            optional
            maxLength={500}
          />
          <Row>
            <SubmitButton>Decline</SubmitButton>
            <Link href={back} prefetch={false}>
              Go back
            </Link>
          </Row>
        </ActionForm>
      </Stack>
    </>
  )
}
