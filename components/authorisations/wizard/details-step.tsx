import type { AuthorisationWizard } from '../../../lib/domain/ram/authorisations/draft/prepare-authorisation.ts'
import { formatDay } from '../../format/dates.ts'
import { ActionForm } from '../../ui/form/action-form.tsx'
import { RadioField } from '../../ui/form/fields/choice-field.tsx'
import { DateField } from '../../ui/form/fields/date-field.tsx'
import type { FormAction } from '../../ui/form/form-state.ts'
import { SubmitButton } from '../../ui/form/submit-button.tsx'
import { HelpWith } from '../../ui/page/layout.tsx'
import { hiddenOf, WizardPage, type WizardStepState } from './wizard-page.tsx'

type Props = { wizard: AuthorisationWizard; action: FormAction; step: WizardStepState }

/** Third page of the wizard: roles and dates. */
export function DetailsStep({ wizard, action, step }: Props) {
  const isBasic = step.answers.representativeType?.[0] === 'BASIC'
  return (
    <WizardPage
      business={wizard.business}
      step={step}
      number={3}
      back="/representative"
      title={isBasic ? 'From when until when?' : 'What is their role, and from when?'}
    >
      <ActionForm action={action} hidden={hiddenOf(step)} initial={initialAnswers(wizard, step)}>
        {!isBasic && <Roles wizard={wizard} />}
        <DateField
          name="startDate"
          label="Start date"
          hint={`Day, month and year, from ${formatDay(wizard.today)} to ${formatDay(wizard.latestStart)}.`}
        />
        <DateField
          name="endDate"
          label="End date"
          optional={!isBasic}
          hint={
            isBasic
              ? `The last day in force. At most 12 months: ${wizard.latestEnd === null ? '' : `${formatDay(wizard.latestEnd)} `}for a start today.`
              : 'The last day in force. Leave it empty for no end date.'
          }
        />
        <SubmitButton>Continue</SubmitButton>
      </ActionForm>
    </WizardPage>
  )
}

function Roles({ wizard }: { wizard: AuthorisationWizard }) {
  return (
    <>
      {wizard.mayAppointAdministrator && (
        <RadioField
          name="isAdministrator"
          label="Will this person be an authorisation administrator?"
          hint="An administrator creates, views, changes and removes authorisations of the business, also for other people."
          choices={yesNo}
        />
      )}
      {wizard.mayAppointMachineCredentialAdministrator && (
        <>
          <RadioField
            name="isMachineCredentialAdministrator"
            label="Will this person be a machine credential administrator?"
            hint="They create, claim and revoke the machine credentials that business software uses. An administrator does not get this by itself."
            choices={yesNo}
          />
          <HelpWith question="What if I say No to both?">
            <p>
              Then the person is an authorised user: they use the government services that you choose on the next page,
              and nothing else.
            </p>
          </HelpWith>
        </>
      )}
    </>
  )
}

const yesNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
]

function initialAnswers({ today }: AuthorisationWizard, { answers }: WizardStepState) {
  if (answers['startDate-day'] !== undefined) return answers
  const [year = '', month = '', day = ''] = today.split('-')
  return {
    ...answers,
    'startDate-day': String(Number(day)),
    'startDate-month': String(Number(month)),
    'startDate-year': year,
  }
}
