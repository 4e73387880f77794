import Link from 'next/link'
import type { ListAuthorisationsResult } from '../../../lib/domain/ram/authorisations/list/list-authorisations.ts'
import { formatDay } from '../../format/dates.ts'
import { ActionForm } from '../../ui/form/action-form.tsx'
import { CheckboxesField, TickField } from '../../ui/form/fields/choice-field.tsx'
import { DateField } from '../../ui/form/fields/date-field.tsx'
import type { FormAction } from '../../ui/form/form-state.ts'
import { SubmitButton } from '../../ui/form/submit-button.tsx'
import { EmptyState } from '../../ui/message/empty-state.tsx'
import { PageHead } from '../../ui/page/page-head.tsx'
import { fullName, typeOf } from '../status-of.tsx'

type Props = { list: ListAuthorisationsResult; action: FormAction; submissionId: string }

/** Renews several authorisations at once: those that end within 40 days. */
export function RenewMany({ list, action, submissionId }: Props) {
  const home = `/businesses/${list.business.abn}`
  const due = list.rows.filter(({ actions }) => actions.includes('renew'))
  return (
    <>
      <PageHead
        title="Renew authorisations"
        caption={list.business.name}
        crumbs={[
          { label: 'Businesses', href: '/businesses' },
          { label: list.business.name, href: home },
        ]}
      />
      {due.length === 0 ? (
        <EmptyState title="Nothing to renew now">
          <p>An authorisation can be renewed from 40 days before its end. We send an email then.</p>
          <Link href={home}>Back to {list.business.name}</Link>
        </EmptyState>
      ) : (
        <ActionForm
          action={action}
          submissionId={submissionId}
          hidden={{ abn: list.business.abn }}
          initial={{ ids: due.map(({ id }) => id) }}
        >
          <CheckboxesField
            name="ids"
            label="Whom do you renew?"
            choices={due.map((row) => ({
              value: row.id,
              label: fullName(row),
              hint: `${typeOf(row)}, ends on ${row.endDate === null ? 'no date' : formatDay(row.endDate)}`,
            }))}
          />
          <DateField
            name="endDate"
            label="New end date"
            optional
            hint="For all that are ticked. Leave it empty for the longest time that each may have."
          />
          <TickField
            name="declaration"
            legend="Declaration"
            label="I declare that I am allowed to do this for the business, and that these people should go on acting for it."
          />
          <SubmitButton>Renew</SubmitButton>
        </ActionForm>
      )}
    </>
  )
}
