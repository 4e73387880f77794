import type { EligibleBusiness } from '../../../lib/domain/ram/linking/online/find-eligible-businesses.ts'
import { spacedAbn } from '../../format/words.ts'
import { ActionForm } from '../../ui/form/action-form.tsx'
import { TickField } from '../../ui/form/fields/choice-field.tsx'
import type { FormAction } from '../../ui/form/form-state.ts'
import { SubmitButton } from '../../ui/form/submit-button.tsx'
import { Stack } from '../../ui/page/layout.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { LinkStep } from '../link-page.tsx'

type Props = {
  businesses: readonly EligibleBusiness[]
  email: string
  person: string
  action: FormAction
  draft: string
}

/** Everything once more, the declaration, and the businesses are linked. */
export function DeclarationStep({ businesses, email, person, action, draft }: Props) {
  return (
    <LinkStep number={5} back={`/link/email?draft=${draft}`} title="Check and declare">
      <Stack wide>
        <SummaryList
          rows={[
            { term: 'You', value: person },
            { term: 'Email', value: email },
            ...businesses.map(({ abn, name, associateRole }) => ({
              term: name,
              value: `ABN ${spacedAbn(abn)}, you are ${associateRole.toLowerCase()}`,
            })),
          ]}
        />
        <ActionForm action={action} hidden={{ draft }}>
          <TickField
            name="declaration"
            legend="Declaration"
            label="I declare that I am entitled to act for each of these businesses as its principal authority, that what I entered is true and complete, and that I will remove people and credentials that should no longer act for it."
          />
          <SubmitButton>Link {businesses.length > 1 ? 'businesses' : 'business'}</SubmitButton>
        </ActionForm>
      </Stack>
    </LinkStep>
  )
}
