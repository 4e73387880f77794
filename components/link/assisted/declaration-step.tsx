import { limits } from '../../../lib/policy/limits.ts'
import { spacedAbn } from '../../format/words.ts'
import { ActionForm } from '../../ui/form/action-form.tsx'
import { TickField } from '../../ui/form/fields/choice-field.tsx'
import type { FormAction } from '../../ui/form/form-state.ts'
import { SubmitButton } from '../../ui/form/submit-button.tsx'
import { Prose, Stack } from '../../ui/page/layout.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { assistedLinking, LinkStep } from '../link-page.tsx'

type Props = {
  action: FormAction
  draft: string
  businesses: readonly { abn: string; name: string; entityType: string }[]
  person: string
  capacity: string
  email: string
  evidence: readonly { kindLabel: string; reference: string; note: string }[]
}

/** Everything once more, the declaration, and the request goes to the operators. */
export function CaseDeclarationStep({ action, draft, businesses, person, capacity, email, evidence }: Props) {
  return (
    <LinkStep
      journey={assistedLinking}
      number={5}
      back={`/link/assisted/new/email?draft=${draft}`}
      title="Check and send"
    >
      <Stack wide>
        <SummaryList
          rows={[
            { term: 'You', value: person },
            { term: 'You are', value: capacity },
            { term: 'Email', value: email },
            ...businesses.map(({ abn, name, entityType }) => ({
              term: name,
              value: `ABN ${spacedAbn(abn)}, ${entityType}`,
            })),
            ...evidence.map(({ kindLabel, reference, note }, at) => ({
              term: `Document ${at + 1}`,
              value: [`${kindLabel}: ${reference}`, note].filter((part) => part !== '').join('. '),
            })),
          ]}
        />
        <Prose>
          <p>
            An operator decides. If they approve, you get a code by email, and accept with it. The authorisation lasts
            for up to {limits.primaryPersonMonths} months and can be renewed.
          </p>
        </Prose>
        <ActionForm action={action} hidden={{ draft }}>
          <TickField
            name="declaration"
            legend="Declaration"
            label="I declare that I am what I say to each of these businesses, that what I entered is true and complete, and that I am allowed to act for them."
          />
          <SubmitButton>Send {businesses.length > 1 ? `${businesses.length} requests` : 'the request'}</SubmitButton>
        </ActionForm>
      </Stack>
    </LinkStep>
  )
}
