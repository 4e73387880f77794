import { ButtonLink } from '@ag.ds-next/react/button'
import Link from 'next/link'
import type { LinkCaseDetails } from '../../../lib/domain/ram/linking/cases/view-link-case.ts'
import { formatDay, formatMoment } from '../../format/dates.ts'
import { Alert } from '../../ui/message/alert.tsx'
import { Done } from '../../ui/message/done.tsx'
import { Row, Stack } from '../../ui/page/layout.tsx'
import { PageHead } from '../../ui/page/page-head.tsx'
import { CaseFacts } from './case-facts.tsx'

type Props = { view: LinkCaseDetails; isSent: boolean; isSandbox: boolean }

/** A person's own request for assisted linking: how it stands, and what comes next. */
export function CasePage({ view, isSent, isSandbox }: Props) {
  return (
    <>
      <PageHead
        title={view.businessName}
        caption="Request for assisted linking"
        crumbs={[
          { label: 'Home', href: '/home' },
          { label: 'Assisted linking', href: '/link/assisted' },
        ]}
      />
      <Stack wide>
        {isSent && <Done title="Your request is sent" />}
        <WhatNext view={view} isSandbox={isSandbox} />
        <CaseFacts view={view} isMine />
        {view.actions.includes('withdraw') && (
          <p>
            <ButtonLink variant="secondary" href={`/link/assisted/${view.id}/withdraw`}>
              Withdraw the request
            </ButtonLink>
          </p>
        )}
      </Stack>
    </>
  )
}

function WhatNext({ view, isSandbox }: Omit<Props, 'isSent'>) {
  const { abn, status, email, authorisation } = view
  if (status === 'WITHDRAWN') return null
  if (status === 'OPEN') {
    return (
      <Alert tone="info" title="An operator is going to look at it">
        <p>The decision goes to {email}. You need not do anything until then.</p>
        {isSandbox && (
          <p>
            In this sandbox the operator is Dana Kelly: sign in as her and open the operator’s desk on her home page.
          </p>
        )}
      </Alert>
    )
  }
  if (status === 'DECLINED') {
    return (
      <Alert tone="error" title="The request was declined">
        <p>{view.decisionReason}</p>
        <p>
          You can <Link href={`/link/assisted/new?abn=${abn}`}>send a new request</Link> with other evidence.
        </p>
      </Alert>
    )
  }
  if (authorisation?.status === 'ACTIVE' || authorisation?.status === 'ACCEPTED') {
    return (
      <Alert tone="success" title="The business is linked">
        <p>
          {authorisation.endDate !== null &&
            `Your authorisation lasts until ${formatDay(authorisation.endDate)}. We remind you by email before that. `}
          <Link href={`/businesses/${abn}`}>Open {view.businessName}</Link>
        </p>
      </Alert>
    )
  }
  if (authorisation?.status === 'PENDING') {
    return (
      <Alert tone="success" title="Approved: enter your code">
        <p>
          We sent a code of 6 letters and digits to {email}
          {authorisation.codeExpiresAt !== null &&
            `. It can be used until ${formatMoment(authorisation.codeExpiresAt)}`}
          .
        </p>
        <Row>
          <ButtonLink href="/accept">Enter the code</ButtonLink>
        </Row>
      </Alert>
    )
  }
  if (authorisation !== null && authorisation.codeExpiresAt !== null) {
    return (
      <Alert tone="warning" title="The code has expired">
        <p>
          Enter the old code on the page <Link href="/accept">Accept an authorisation</Link> to ask for a new one, or
          tell the operator.
        </p>
      </Alert>
    )
  }
  return (
    <Alert tone="info" title="The authorisation is over">
      <p>
        It is {authorisation?.statusLabel.toLowerCase()}. You can{' '}
        <Link href={`/link/assisted/new?abn=${abn}`}>send a new request</Link>.
      </p>
    </Alert>
  )
}
