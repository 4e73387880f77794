import Link from 'next/link'
import type { AuthorisationView } from '../../lib/domain/ram/authorisations/view-authorisation.ts'
import type { AccessView } from '../../lib/domain/ram/views.ts'
import { formatDay } from '../format/dates.ts'
import { ActionForm } from '../ui/form/action-form.tsx'
import { RadioField, TickField } from '../ui/form/fields/choice-field.tsx'
import { DateField } from '../ui/form/fields/date-field.tsx'
import { TextField } from '../ui/form/fields/text-field.tsx'
import { VersionField } from '../ui/form/fields/version-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { Row } from '../ui/page/layout.tsx'
import { ActPage, hrefOf } from './act-page.tsx'
import { fullName } from './status-of.tsx'
import { AgencyAccess } from './wizard/agency-access.tsx'

type Props = {
  view: AuthorisationView
  /** What the boxes of the dates show. */
  dates: Readonly<Record<string, string>>
  action: FormAction
  submissionId: string
}

/** Edits an authorisation: only what its status allows is asked. */
export function EditForm({ view, dates, action, submissionId }: Props) {
  const can = new Set(view.editable)
  const { limits } = view
  return (
    <ActPage view={view} title={`Edit ${fullName(view)}`}>
      <ActionForm
        action={action}
        submissionId={submissionId}
        hidden={{ abn: view.abn, id: view.id }}
        initial={{ ...dates, ...initialOf(view) }}
      >
        <VersionField version={view.version} />
        {can.has('givenNames') && (
          <TextField name="givenNames" label="Given names" autoComplete="off" maxLength={100} />
        )}
        {can.has('familyName') && (
          <TextField name="familyName" label="Family name" autoComplete="off" maxLength={100} />
        )}
        {can.has('email') && (
          <TextField
            name="email"
            label="Email address"
            type="email"
            hint="Changing it does not send the code again: re-issue a code afterwards."
            autoComplete="off"
            maxLength={254}
          />
        )}
        {can.has('isAdministrator') && (
          <RadioField
            name="isAdministrator"
            label="Will this person be an authorisation administrator?"
            hint="An administrator creates, views, changes and removes authorisations of the business."
            choices={yesNo}
          />
        )}
        {can.has('isMachineCredentialAdministrator') && (
          <RadioField
            name="isMachineCredentialAdministrator"
            label="Will this person be a machine credential administrator?"
            hint="They create, claim and revoke the machine credentials that business software uses."
            choices={yesNo}
          />
        )}
        {can.has('startDate') && (
          <DateField
            name="startDate"
            label="Start date"
            hint={`Day, month and year, from ${formatDay(limits.today)} to ${formatDay(limits.latestStart)}.`}
          />
        )}
        {can.has('endDate') && (
          <DateField
            name="endDate"
            label="End date"
            optional={limits.latestEnd === null}
            hint={
              limits.latestEnd === null
                ? 'The last day in force. Leave it empty for no end date.'
                : `The last day in force, ${formatDay(limits.latestEnd)} at the latest.`
            }
          />
        )}
        {can.has('access') && (
          <>
            <h2 id="access">Agency access</h2>
            <AgencyAccess agencies={view.agencies} />
          </>
        )}
        <TickField name="declaration" legend="Declaration" label={view.declaration} />
        <Row>
          <SubmitButton>Save</SubmitButton>
          <Link href={hrefOf(view)} prefetch={false}>
            Cancel
          </Link>
        </Row>
      </ActionForm>
    </ActPage>
  )
}

const yesNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
]

function initialOf(view: AuthorisationView): Record<string, string | string[]> {
  return {
    givenNames: view.givenNames,
    familyName: view.familyName,
    email: view.email,
    isAdministrator: view.isAdministrator ? 'yes' : 'no',
    isMachineCredentialAdministrator: view.isMachineCredentialAdministrator ? 'yes' : 'no',
    ...Object.assign({}, ...view.access.map(accessFields)),
  }
}

function accessFields({ agencyId, level, services }: AccessView): Record<string, string | string[]> {
  const included = services.filter((service) => service.included).map((service) => service.id)
  const isNarrowed = level === 'FULL' && included.length < services.length
  return isNarrowed
    ? { [`level:${agencyId}`]: 'SELECTED', [`service:${agencyId}`]: included }
    : { [`level:${agencyId}`]: level }
}
