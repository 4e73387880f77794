import type { AuthorisationWizard } from '../../../lib/domain/ram/authorisations/draft/prepare-authorisation.ts'
import { ActionForm } from '../../ui/form/action-form.tsx'
import { TextField } from '../../ui/form/fields/text-field.tsx'
import type { FormAction } from '../../ui/form/form-state.ts'
import { SubmitButton } from '../../ui/form/submit-button.tsx'
import { hiddenOf, WizardPage, type WizardStepState } from './wizard-page.tsx'

type Props = { wizard: AuthorisationWizard; action: FormAction; step: WizardStepState }

/** Second page of the wizard: who the person is. */
export function RepresentativeStep({ wizard, action, step }: Props) {
  return (
    <WizardPage business={wizard.business} step={step} number={2} back="" title="Who is it?">
      <ActionForm action={action} hidden={hiddenOf(step)} initial={step.answers}>
        <TextField
          name="givenNames"
          label="Given names"
          hint="Exactly as in their Digital ID. Ask them to look it up: a different spelling stops them from accepting."
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
        />
        <TextField name="familyName" label="Family name" autoComplete="off" spellCheck={false} maxLength={100} />
        <TextField
          name="email"
          label="Email address"
          type="email"
          hint="Best is one that only this person reads: the code to accept goes there. It may differ from the one of their Digital ID."
          autoComplete="off"
          maxLength={254}
        />
        <SubmitButton>Continue</SubmitButton>
      </ActionForm>
    </WizardPage>
  )
}
