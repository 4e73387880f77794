import { Checkbox } from '@ag.ds-next/react/checkbox'
import type { SharingRequest } from '../../lib/domain/ram/sharing/view-sharing-request.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { HelpWith, Prose, Row, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { toldBusinesses } from './told-businesses.ts'

/** What a service wants to know of a person, and the person's yes or no. The form leads out of the portal. */
export function SharingRequestPage({
  asked,
  person,
  action,
}: {
  asked: SharingRequest
  person: string
  action: string
}) {
  const { service, details, businesses } = asked
  return (
    <>
      <PageHead title="Your consent" caption={service.name} lead={service.purpose} />
      <Stack wide>
        <Prose>
          <p>
            <strong>{service.name}</strong> asks RAM for these details of yours. If you decline, it learns nothing.
          </p>
          <ul>
            {details.map((detail) => (
              <li key={detail}>{detail}</li>
            ))}
          </ul>
        </Prose>
        <SummaryList rows={[{ term: 'You', value: person }, ...toldBusinesses(businesses)]} />
        <form method="post" action={action}>
          <Stack>
            <Checkbox name="remember" value="yes">
              Remember my consent for this service for a year
            </Checkbox>
            <Row>
              <SubmitButton name="answer" value="yes">
                Share and continue
              </SubmitButton>
              <SubmitButton name="answer" value="no" variant="secondary">
                Decline
              </SubmitButton>
            </Row>
          </Stack>
        </form>
        <HelpWith question="What happens when I agree?">
          <p>
            The service learns these details now, and what they are at your later visits. It can ask whether you may
            still use it for a business. Other services, and other authorisations of yours, stay unknown to it.
          </p>
          <p>You can take your consent back at any time: under “My details”, “Services you share with”.</p>
        </HelpWith>
      </Stack>
    </>
  )
}
