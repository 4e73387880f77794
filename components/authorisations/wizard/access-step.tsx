import type { AuthorisationWizard } from '../../../lib/domain/ram/authorisations/draft/prepare-authorisation.ts'
import { ActionForm } from '../../ui/form/action-form.tsx'
import type { FormAction } from '../../ui/form/form-state.ts'
import { SubmitButton } from '../../ui/form/submit-button.tsx'
import { HelpWith } from '../../ui/page/layout.tsx'
import { AgencyAccess } from './agency-access.tsx'
import { hiddenOf, WizardPage, type WizardStepState } from './wizard-page.tsx'

type Props = { wizard: AuthorisationWizard; action: FormAction; step: WizardStepState }

/** Fourth page of the wizard: what the person may use. */
export function AccessStep({ wizard, action, step }: Props) {
  return (
    <WizardPage
      business={wizard.business}
      step={step}
      number={4}
      back="/details"
      title="What may they use?"
      lead="This is the step that people forget: without access here, the person sees nothing after accepting."
    >
      <ActionForm action={action} hidden={hiddenOf(step)} initial={step.answers}>
        <HelpWith question="What do the choices mean?">
          <p>
            <strong>Full access</strong>, or <strong>all services</strong>: everything that the agency offers.
          </p>
          <p>
            <strong>Selected services</strong>: only the ones that you tick.
          </p>
          <p>
            <strong>Custom</strong>: the person can sign in there, and you set the details in the agency’s own tool.
          </p>
          <p>
            <strong>No access</strong>: nothing at this agency.
          </p>
        </HelpWith>
        <AgencyAccess agencies={wizard.agencies} />
        <SubmitButton>Continue</SubmitButton>
      </ActionForm>
    </WizardPage>
  )
}
