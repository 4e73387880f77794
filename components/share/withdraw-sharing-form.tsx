import Link from 'next/link'
import type { SharedServiceView } from '../../lib/domain/ram/sharing/view-shared-service.ts'
import { formatMoment } from '../format/dates.ts'
import { ActionForm } from '../ui/form/action-form.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { Prose, Row, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { sharingFacts } from './shared-services.tsx'
import { toldBusinesses } from './told-businesses.ts'

type Props = { view: SharedServiceView; action: FormAction; submissionId: string }

const acts = { AGREED: 'You agreed', WITHDRAWN: 'You withdrew your consent' }

/** What a service is told of a person, what they decided about it before, and the way to take it back. */
export function WithdrawSharingForm({ view: { service, told, events }, action, submissionId }: Props) {
  return (
    <>
      <PageHead
        title={service.name}
        lead={service.purpose}
        crumbs={[
          { label: 'My details', href: '/me' },
          { label: 'Services you share with', href: '/me/sharing' },
        ]}
      />
      <Stack wide>
        <SummaryList rows={sharingFacts(service)} />
        {told !== null && (
          <section aria-labelledby="told">
            <Stack>
              <h2 id="told">What it is told of your businesses today</h2>
              <SummaryList rows={toldBusinesses(told)} />
            </Stack>
          </section>
        )}
        <section aria-labelledby="withdraw">
          <Stack>
            <h2 id="withdraw">Withdraw your consent</h2>
            <Prose>
              <p>
                {service.name} learns nothing more of you from this moment on, and no longer gets an answer when it asks
                whether you may act for a business. If you sign in there again, it asks you again. What it has learned
                before stays with it: ask the service itself about that.
              </p>
            </Prose>
            <ActionForm action={action} submissionId={submissionId} hidden={{ service: service.id }}>
              <Row>
                <SubmitButton>Withdraw my consent</SubmitButton>
                <Link href="/me/sharing" prefetch={false}>
                  Keep it
                </Link>
              </Row>
            </ActionForm>
          </Stack>
        </section>
        {events.length > 0 && (
          <section aria-labelledby="decided">
            <Stack>
              <h2 id="decided">What you decided</h2>
              <ul>
                {events.map(({ act, at }) => (
                  <li key={at + act}>
                    {acts[act]}: {formatMoment(at)}
                  </li>
                ))}
              </ul>
            </Stack>
          </section>
        )}
      </Stack>
    </>
  )
}
