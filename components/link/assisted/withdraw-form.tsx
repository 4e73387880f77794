import Link from 'next/link'
import type { LinkCaseView } from '../../../lib/domain/ram/linking/cases/link-case-view.ts'
import { ActionForm } from '../../ui/form/action-form.tsx'
import type { FormAction } from '../../ui/form/form-state.ts'
import { SubmitButton } from '../../ui/form/submit-button.tsx'
import { Prose, Row, Stack } from '../../ui/page/layout.tsx'
import { PageHead } from '../../ui/page/page-head.tsx'

/** Asks before a person takes their own request back. */
export function WithdrawForm({ view, action }: { view: LinkCaseView; action: FormAction }) {
  const back = `/link/assisted/${view.id}`
  return (
    <>
      <PageHead title="Withdraw the request?" caption={view.businessName} back={back} />
      <Stack wide>
        <Prose>
          <p>No operator looks at it any more. You can send a new one at any time.</p>
        </Prose>
        <ActionForm action={action} hidden={{ id: view.id }}>
          <Row>
            <SubmitButton>Yes, withdraw</SubmitButton>
            <Link href={back} prefetch={false}>
              No, keep it
            </Link>
          </Row>
        </ActionForm>
      </Stack>
    </>
  )
}
