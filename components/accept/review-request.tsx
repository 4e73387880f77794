import Link from 'next/link'
import type { RequestView } from '../../lib/domain/ram/authorisations/requests/find-request-by-code.ts'
import { AccessList } from '../authorisations/access-list.tsx'
import { typeOf } from '../authorisations/status-of.tsx'
import { formatDay, formatMoment } from '../format/dates.ts'
import { spacedAbn } from '../format/words.ts'
import { ActionForm } from '../ui/form/action-form.tsx'
import { TickField } from '../ui/form/fields/choice-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { Alert } from '../ui/message/alert.tsx'
import { Row, Stack, StepOf } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { SummaryList } from '../ui/summary-list.tsx'

type Props = { request: RequestView; action: FormAction; draft: string }

/** The request as its recipient reads it before they decide. */
export function ReviewRequest({ request, action, draft }: Props) {
  return (
    <>
      <PageHead
        title={`Act for ${request.business.name}?`}
        caption={
          <StepOf step={2} of={2}>
            Accept an authorisation
          </StepOf>
        }
        back="/accept"
      />
      <Stack wide>
        {request.replaces !== null && (
          <Alert tone="warning" title="This replaces what you have">
            <p>
              You are {request.replaces.toLowerCase()} of this business now. When you accept, that authorisation ends
              and this one takes its place.
            </p>
          </Alert>
        )}
        <SummaryList
          rows={[
            { term: 'Business', value: `${request.business.name}, ABN ${spacedAbn(request.business.abn)}` },
            { term: 'Your name', value: `${request.givenNames} ${request.familyName}` },
            request.requestedByName !== null && { term: 'Requested by', value: request.requestedByName },
            { term: 'You will be', value: typeOf(request) },
            { term: 'Start date', value: formatDay(request.startDate) },
            { term: 'End date', value: request.endDate === null ? 'No end date' : formatDay(request.endDate) },
            { term: 'Agency access', value: <AccessList access={request.access} /> },
            { term: 'Answer by', value: formatMoment(request.codeExpiresAt) },
          ]}
        />
        <ActionForm action={action} hidden={{ draft }}>
          <TickField name="declaration" legend="Declaration" label={request.declaration} />
          <TickField name="consent" legend="Consent" label={request.consent} />
          <Row>
            <SubmitButton>Accept</SubmitButton>
            <Link href={`/accept/decline?draft=${draft}`} prefetch={false}>
              Decline instead
            </Link>
          </Row>
        </ActionForm>
      </Stack>
    </>
  )
}
