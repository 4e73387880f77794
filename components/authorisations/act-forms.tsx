import Link from 'next/link'
import type { AuthorisationView } from '../../lib/domain/ram/authorisations/view-authorisation.ts'
import { formatDay } from '../format/dates.ts'
import { ActionForm } from '../ui/form/action-form.tsx'
import { TickField } from '../ui/form/fields/choice-field.tsx'
import { DateField } from '../ui/form/fields/date-field.tsx'
import { TextField } from '../ui/form/fields/text-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { Prose, Row } from '../ui/page/layout.tsx'
import { ActPage, hrefOf } from './act-page.tsx'
import { fullName } from './status-of.tsx'

type Props = { view: AuthorisationView; action: FormAction; submissionId: string }

/** Asks before an authorisation is removed. */
export function RemoveForm({ view, action, submissionId }: Props) {
  const name = fullName(view)
  return (
    <ActPage view={view} title={view.isMine ? 'Remove your own authorisation?' : `Remove ${name}?`}>
      <Prose>
        <p>
          {view.isMine ? 'You' : name} will no longer be able to act for {view.business.name}, from this moment on.
        </p>
        <p>
          A removed authorisation <strong>cannot be brought back</strong>. {view.isMine ? 'You need' : 'They need'} a
          new request to act for the business again.
        </p>
        {view.isMachineCredentialAdministrator && (
          <p>
            Machine credentials that {view.isMine ? 'you look' : 'this person looks'} after go on working for 60 days.
            Another machine credential administrator has to claim them in that time.
          </p>
        )}
      </Prose>
      <ActionForm action={action} submissionId={submissionId} hidden={{ abn: view.abn, id: view.id }}>
        <Row>
          <SubmitButton>Yes, remove</SubmitButton>
          <Link href={hrefOf(view)} prefetch={false}>
            No, keep it
          </Link>
        </Row>
      </ActionForm>
    </ActPage>
  )
}

/** Asks before a new code is sent. */
export function ReissueForm({ view, action, submissionId }: Props) {
  return (
    <ActPage view={view} title="Re-issue a code?">
      <Prose>
        <p>
          A new code goes to <strong>{view.email}</strong>. It can be used for 7 days. The code before it stops working
          at once.
        </p>
        <p>Is the email address wrong? Edit the request first.</p>
      </Prose>
      <ActionForm action={action} submissionId={submissionId} hidden={{ abn: view.abn, id: view.id }}>
        <Row>
          <SubmitButton>Yes, send a new code</SubmitButton>
          <Link href={hrefOf(view)} prefetch={false}>
            No, go back
          </Link>
        </Row>
      </ActionForm>
    </ActPage>
  )
}

/** Renews one authorisation. */
export function RenewForm({ view, action, submissionId }: Props) {
  const { latestEnd } = view.limits
  return (
    <ActPage view={view} title={view.isMine ? 'Renew your authorisation' : `Renew ${fullName(view)}`}>
      <Prose>
        <p>It ends on {view.endDate === null ? 'no date' : formatDay(view.endDate)}. The new end takes its place.</p>
      </Prose>
      <ActionForm action={action} submissionId={submissionId} hidden={{ abn: view.abn, id: view.id }}>
        <DateField
          name="endDate"
          label="New end date"
          optional
          hint={
            latestEnd === null
              ? 'The last day in force. Leave it empty for no end date.'
              : 'The last day in force. Leave it empty for the longest time that is possible.'
          }
        />
        <TickField name="declaration" legend="Declaration" label={view.declaration} />
        <Row>
          <SubmitButton>Renew</SubmitButton>
          <Link href={hrefOf(view)} prefetch={false}>
            Cancel
          </Link>
        </Row>
      </ActionForm>
    </ActPage>
  )
}

/** First page of a new email address: which one. */
export function NewEmailForm({ view, action }: Omit<Props, 'submissionId'>) {
  return (
    <ActPage view={view} title="Update your email address">
      <Prose>
        <p>
          Now: <strong>{view.email}</strong>. We send a code of 6 digits to the new address, to be sure that you can
          read it.
        </p>
      </Prose>
      <ActionForm action={action} hidden={{ abn: view.abn, id: view.id }}>
        <TextField name="email" label="New email address" type="email" autoComplete="email" maxLength={254} />
        <SubmitButton>Send email</SubmitButton>
      </ActionForm>
    </ActPage>
  )
}
