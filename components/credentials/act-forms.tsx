import Link from 'next/link'
import type { ReactNode } from 'react'
import {
  type CredentialAction,
  type CredentialView,
  revocationChoices,
} from '../../lib/domain/credentials/show/views.ts'
import { formatDay } from '../format/dates.ts'
import { count } from '../format/words.ts'
import { ActionForm } from '../ui/form/action-form.tsx'
import { RadioField, TickField } from '../ui/form/fields/choice-field.tsx'
import { VersionField } from '../ui/form/fields/version-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { Alert } from '../ui/message/alert.tsx'
import { Prose, Row, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'

type Props = { view: CredentialView; action: FormAction; submissionId: string }

/** Asks before a credential is revoked, and why. */
export function RevokeForm({ view, action, submissionId }: Props) {
  return (
    <ActPage view={view} act="revoke" title={`Revoke ${view.name}?`}>
      <Prose>
        <p>
          Software that uses it can no longer get a token, <strong>from this moment on</strong>.
        </p>
        <p>
          A revoked credential cannot be used or brought back. If the software must go on working, create a new one with
          the same name first.
        </p>
        {view.softwareSuccessors.length > 0 && (
          <p>
            Software has renewed it: {count(view.softwareSuccessors.length, 'newer credential')} came of it. If the
            keystore file or its password may be in wrong hands,{' '}
            {view.softwareSuccessors.length === 1 ? 'that' : 'those'} will be revoked as well, because whoever had the
            key may have made {view.softwareSuccessors.length === 1 ? 'it' : 'them'}. For any other reason, nothing else
            is revoked.
          </p>
        )}
      </Prose>
      <ActionForm action={action} submissionId={submissionId} hidden={{ abn: view.abn, id: view.id }}>
        <VersionField version={view.version} />
        <RadioField
          name="reason"
          label="Why is it revoked?"
          choices={revocationChoices.map(({ reason, label }) => ({ value: reason, label }))}
        />
        <TickField name="declaration" label="I understand that this cannot be undone" />
        <Row>
          <SubmitButton>Yes, revoke</SubmitButton>
          <Link href={hrefOf(view)} prefetch={false}>
            No, keep it
          </Link>
        </Row>
      </ActionForm>
    </ActPage>
  )
}

/** Asks before a person takes over a credential. */
export function ClaimForm({ view, action, submissionId }: Props) {
  return (
    <ActPage view={view} act="claim" title={`Claim ${view.name}?`}>
      <Prose>
        <p>
          Nobody looks after this credential.{' '}
          {view.unassigned !== null &&
            `Unless somebody claims it, it stops working after ${formatDay(view.unassigned.lastDay)}.`}
        </p>
        <p>When you claim it, you are responsible for where its file is kept, and for who knows its password.</p>
      </Prose>
      <ActionForm action={action} submissionId={submissionId} hidden={{ abn: view.abn, id: view.id }}>
        <VersionField version={view.version} />
        <TickField
          name="declaration"
          legend="Declaration"
          label="I take over the responsibility for this machine credential"
        />
        <Row>
          <SubmitButton>Claim</SubmitButton>
          <Link href={hrefOf(view)} prefetch={false}>
            Cancel
          </Link>
        </Row>
      </ActionForm>
    </ActPage>
  )
}

type PageProps = { view: CredentialView; act: CredentialAction; title: string; children: ReactNode }

function ActPage({ view, act, title, children }: PageProps) {
  const home = `/businesses/${view.abn}`
  return (
    <>
      <PageHead
        title={title}
        caption={view.business.name}
        crumbs={[
          { label: view.business.name, href: home },
          { label: 'Credentials', href: `${home}/credentials` },
          { label: view.name, href: hrefOf(view) },
        ]}
      />
      <Stack wide>
        {view.actions.includes(act) ? (
          children
        ) : (
          <Alert tone="warning" title="This is not possible now">
            <p>The credential is {view.statusLabel.toLowerCase()}, or your role does not include this.</p>
          </Alert>
        )}
      </Stack>
    </>
  )
}

function hrefOf({ abn, id }: CredentialView): string {
  return `/businesses/${abn}/credentials/${id}`
}
