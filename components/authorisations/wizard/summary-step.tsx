import Link from 'next/link'
import type { AuthorisationSummary } from '../../../lib/domain/ram/authorisations/draft/check-authorisation.ts'
import { formatDay } from '../../format/dates.ts'
import { ActionForm } from '../../ui/form/action-form.tsx'
import { TickField } from '../../ui/form/fields/choice-field.tsx'
import type { FormAction } from '../../ui/form/form-state.ts'
import { SubmitButton } from '../../ui/form/submit-button.tsx'
import { Alert } from '../../ui/message/alert.tsx'
import { Hidden, Stack } from '../../ui/page/layout.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { AccessList } from '../access-list.tsx'
import { hiddenOf, WizardPage, type WizardStepState } from './wizard-page.tsx'

type Props = { summary: AuthorisationSummary; action: FormAction; step: WizardStepState }

/** Last page of the wizard: everything once more, the declaration, and off it goes. */
export function SummaryStep({ summary, action, step }: Props) {
  const change = (page: string, what: string) => (
    <Link
      href={`/businesses/${step.abn}/authorisations/new${page}?draft=${step.draft}${page === '' ? '' : '&goOn=summary'}`}
      prefetch={false}
    >
      Change<Hidden> {what}</Hidden>
    </Link>
  )
  return (
    <WizardPage business={summary.business} step={step} number={5} back="/access" title="Check and send the request">
      <Stack wide>
        {summary.warnings.length > 0 && (
          <Alert tone="warning" title="Before you send it">
            <ul>
              {summary.warnings.map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          </Alert>
        )}
        <SummaryList
          rows={[
            {
              term: 'Type',
              value: summary.representativeType === 'BASIC' ? 'Basic user' : 'Standard user',
              action: change('', 'the type'),
            },
            {
              term: 'Name',
              value: `${summary.givenNames ?? ''} ${summary.familyName ?? ''}`,
              action: change('/representative', 'the name'),
            },
            { term: 'Email', value: summary.email, action: change('/representative', 'the email address') },
            { term: 'Role', value: roleOf(summary), action: change('/details', 'the role') },
            {
              term: 'Start date',
              value: formatDay(summary.startDate ?? ''),
              action: change('/details', 'the start date'),
            },
            {
              term: 'End date',
              value: summary.endDate === null ? 'No end date' : formatDay(summary.endDate),
              action: change('/details', 'the end date'),
            },
            {
              term: 'Agency access',
              value: <AccessList access={summary.access} />,
              action: change('/access', 'the agency access'),
            },
          ]}
        />
        <ActionForm action={action} hidden={hiddenOf(step)}>
          <TickField name="declaration" legend="Declaration" label={summary.declaration} />
          <SubmitButton>Send the request</SubmitButton>
        </ActionForm>
      </Stack>
    </WizardPage>
  )
}

function roleOf({ typeLabel, isMachineCredentialAdministrator }: AuthorisationSummary): string {
  return isMachineCredentialAdministrator ? `${typeLabel} and machine credential administrator` : typeLabel
}
