import type { BusinessName } from '../../../lib/domain/ram/views.ts'
import { ActionForm } from '../../ui/form/action-form.tsx'
import { RadioField } from '../../ui/form/fields/choice-field.tsx'
import type { FormAction } from '../../ui/form/form-state.ts'
import { SubmitButton } from '../../ui/form/submit-button.tsx'
import { HelpWith } from '../../ui/page/layout.tsx'
import { hiddenOf, WizardPage, type WizardStepState } from './wizard-page.tsx'

/** First page of the wizard: which type of user. */
export function TypeStep({
  business,
  action,
  step,
}: {
  business: BusinessName
  action: FormAction
  step: WizardStepState
}) {
  return (
    <WizardPage business={business} step={step} number={1} title="What type of user is it?">
      <ActionForm action={action} hidden={hiddenOf(step)} initial={step.answers}>
        <RadioField
          name="representativeType"
          label="Representative type"
          choices={[
            {
              value: 'STANDARD',
              label: 'Standard user',
              hint: 'Has a Standard or Strong identity. Can be an administrator, and can make machine credentials if you allow it.',
            },
            {
              value: 'BASIC',
              label: 'Basic user',
              hint: 'Has a Basic identity. Can use only agencies that accept it, for at most 12 months.',
            },
          ]}
        />
        <HelpWith question="Which one do I choose?">
          <p>
            Ask the person how strong their Digital ID is. Somebody with a Standard or Strong identity should be a
            Standard user. Choose Basic user only if they cannot prove their identity with documents.
          </p>
        </HelpWith>
        <SubmitButton>Continue</SubmitButton>
      </ActionForm>
    </WizardPage>
  )
}
