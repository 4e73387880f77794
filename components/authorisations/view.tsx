import { ButtonLink } from '@ag.ds-next/react/button'
import Link from 'next/link'
import type { AuthorisationView } from '../../lib/domain/ram/authorisations/view-authorisation.ts'
import type { AuthorisationAction } from '../../lib/domain/ram/views.ts'
import { formatDay, formatMoment } from '../format/dates.ts'
import { count, spacedAbn } from '../format/words.ts'
import { Alert } from '../ui/message/alert.tsx'
import { Done } from '../ui/message/done.tsx'
import { Row, ScreenOnly, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { PrintButton } from '../ui/print-button.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { AccessList } from './access-list.tsx'
import { fullName, StatusOf, typeOf } from './status-of.tsx'

/** What was done just before the page was opened. */
export const authorisationDone = ['requested', 'edited', 'removed', 'renewed', 'reissued', 'email-changed'] as const
export type AuthorisationDone = (typeof authorisationDone)[number]

type Props = {
  view: AuthorisationView
  done: AuthorisationDone | undefined
  credentialsUnassigned: number
  isSandbox: boolean
}

/** One authorisation: who, what, from when until when, what it reaches, and what can be done with it. */
export function AuthorisationPage(props: Props) {
  const { view } = props
  const home = `/businesses/${view.abn}`
  return (
    <>
      <PageHead
        title={fullName(view)}
        caption={`Authorisation for ${view.business.name}`}
        crumbs={[
          { label: 'Home', href: '/home' },
          { label: 'Businesses', href: '/businesses' },
          { label: view.business.name, href: home },
        ]}
      />
      <Stack wide>
        <WhatWasDone {...props} />
        <Code view={view} />
        <Actions view={view} />
        <section>
          <Stack>
            <h2>Details</h2>
            <SummaryList rows={detailRows(view)} />
          </Stack>
        </section>
        <section>
          <Stack>
            <h2>Agency access</h2>
            <AccessList access={view.access} />
          </Stack>
        </section>
      </Stack>
    </>
  )
}

function detailRows(view: AuthorisationView) {
  return [
    { term: 'Business', value: `${view.business.name}, ABN ${spacedAbn(view.abn)}` },
    { term: 'Name', value: fullName(view) },
    { term: 'Email', value: view.email },
    { term: 'Type', value: typeOf(view) },
    { term: 'Status', value: <StatusOf row={view} /> },
    { term: 'Start date', value: formatDay(view.startDate) },
    { term: 'End date', value: view.endDate === null ? 'No end date' : formatDay(view.endDate) },
    view.createdByName !== null && { term: 'Requested by', value: view.createdByName },
    { term: 'Requested', value: formatMoment(view.createdAt) },
    view.acceptedAt !== null && { term: 'Accepted', value: formatMoment(view.acceptedAt) },
    view.endedAt !== null && { term: 'Ended', value: formatMoment(view.endedAt) },
    view.declineReason !== null && { term: 'Reason given', value: view.declineReason },
  ]
}

function Actions({ view }: { view: AuthorisationView }) {
  const shown = actionOrder.filter((action) => view.actions.includes(action))
  return (
    <ScreenOnly>
      <Row>
        {shown.map((action, at) => (
          <ButtonLink
            key={action}
            href={`/businesses/${view.abn}/authorisations/${view.id}/${action}`}
            variant={at === 0 && action !== 'remove' ? 'primary' : 'secondary'}
          >
            {actionNames[action]}
          </ButtonLink>
        ))}
        <PrintButton />
      </Row>
    </ScreenOnly>
  )
}

const actionNames = {
  edit: 'Edit',
  'reissue-code': 'Re-issue a code',
  renew: 'Renew',
  'change-email': 'Update email address',
  remove: 'Remove',
} as const satisfies Partial<Record<AuthorisationAction, string>>

/** Removing comes last: it is the one that cannot be taken back. */
const actionOrder = Object.keys(actionNames) as (keyof typeof actionNames)[]

function Code({ view: { code, givenNames, email, actions } }: { view: AuthorisationView }) {
  if (code === null) return null
  const canReissue = actions.includes('reissue-code')
  if (code.lapsed) {
    return (
      <Alert tone="warning" title="The code has expired">
        <p>
          {givenNames} did not accept in time. {canReissue && 'Re-issue a code to send a new one.'}
        </p>
      </Alert>
    )
  }
  return (
    <Alert tone={code.newOneAskedFor ? 'warning' : 'info'} title="Waiting for an answer">
      <p>
        A code was sent to {email}. It can be used until {formatMoment(code.expiresAt)}.
      </p>
      {code.newOneAskedFor && <p>{givenNames} asked for a new code.</p>}
    </Alert>
  )
}

function WhatWasDone({ view, done, credentialsUnassigned, isSandbox }: Props) {
  const name = fullName(view)
  if (done === undefined) return null
  if (done === 'requested' || done === 'reissued') {
    return (
      <Done title={done === 'requested' ? 'The request is sent' : 'A new code is sent'}>
        <p>
          {name} gets an email at {view.email} with a code of 6 letters and digits
          {view.code === null ? '' : `, good until ${formatMoment(view.code.expiresAt)}`}.
          {done === 'reissued' && ' The code before it no longer works.'}
        </p>
        <p>
          They sign in with their own Digital ID, choose “Accept an authorisation for a business” and enter the code.
        </p>
        {isSandbox && (
          <p>
            In this sandbox the email is in the <Link href="/inbox">sandbox inbox</Link>.
          </p>
        )}
      </Done>
    )
  }
  if (done === 'removed') {
    return (
      <Done title={`${name} is removed`}>
        <p>They can no longer act for {view.business.name}. A removed authorisation cannot be brought back.</p>
        {credentialsUnassigned > 0 && (
          <p>
            {count(credentialsUnassigned, 'machine credential has', 'machine credentials have')} nobody to look after it
            now. <Link href={`/businesses/${view.abn}/credentials`}>Claim it</Link> within 60 days.
          </p>
        )}
      </Done>
    )
  }
  return (
    <Done
      title={
        { edited: 'The changes are saved', renewed: 'Renewed', 'email-changed': 'The email address is changed' }[done]
      }
    />
  )
}
