import type { LinkCaseDetails } from '../../lib/domain/ram/linking/cases/view-link-case.ts'
import { formatMoment } from '../format/dates.ts'
import { spacedAbn } from '../format/words.ts'
import { CaseFacts } from '../link/assisted/case-facts.tsx'
import { ActionForm } from '../ui/form/action-form.tsx'
import { RadioField } from '../ui/form/fields/choice-field.tsx'
import { TextAreaField } from '../ui/form/fields/text-field.tsx'
import { VersionField } from '../ui/form/fields/version-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { Alert } from '../ui/message/alert.tsx'
import { Done } from '../ui/message/done.tsx'
import { Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { SummaryList } from '../ui/summary-list.tsx'

export const deskDone = ['approved', 'declined', 'reissued'] as const
type DeskDone = (typeof deskDone)[number]

type Props = {
  view: LinkCaseDetails
  decide: FormAction
  reissue: FormAction
  submissionId: string
  done: DeskDone | undefined
}

/** One request as an operator sees it: what was asked, what the register says, and the decision. */
export function DecideCase({ view, decide, reissue, submissionId, done }: Props) {
  return (
    <>
      <PageHead
        title={view.businessName}
        caption={`Request of ${view.givenNames} ${view.familyName}`}
        crumbs={[
          { label: 'Home', href: '/home' },
          { label: 'Operator’s desk', href: '/desk' },
        ]}
      />
      <Stack wide>
        {done !== undefined && (
          <Done title={doneTitles[done]}>{done !== 'reissued' && <p>{view.email} is told.</p>}</Done>
        )}
        <CaseFacts view={view} />
        <Register view={view} />
        {view.authorisation !== null && <Code view={view} reissue={reissue} submissionId={submissionId} />}
        {view.actions.includes('decide') && <Decision view={view} decide={decide} submissionId={submissionId} />}
        {view.status === 'OPEN' && !view.actions.includes('decide') && (
          <Alert tone="info" title="This is your own request">
            <p>Another operator has to decide it.</p>
          </Alert>
        )}
      </Stack>
    </>
  )
}

const doneTitles: Record<DeskDone, string> = {
  approved: 'Approved. A code is on its way by email',
  declined: 'Declined',
  reissued: 'A new code is sent',
}

function Register({ view: { register, principals, strength, businessName } }: { view: LinkCaseDetails }) {
  return (
    <section>
      <Stack>
        <h2>What is known</h2>
        {register === null ? (
          <Alert tone="error" level={3} title="The register has no such business today" />
        ) : (
          <SummaryList
            rows={[
              { term: 'Name in the register', value: register.name },
              { term: 'Differs from the request', value: register.name === businessName ? 'No' : 'Yes' },
              { term: 'ABN', value: `${spacedAbn(register.abn)}, ${register.status.toLowerCase()}` },
              register.acn !== null && { term: 'ACN', value: register.acn },
              { term: 'Place', value: `${register.state} ${register.postcode}` },
              {
                term: 'Natural persons listed',
                value: register.hasIndividualAssociates ? 'Yes' : 'None: nobody can link it online',
              },
              { term: 'Identity of the person', value: strengthNames[strength] },
              {
                term: 'Principal authorities now',
                value:
                  principals.length === 0
                    ? 'None'
                    : principals
                        .map(({ fullName, typeLabel }) => `${fullName} (${typeLabel.toLowerCase()})`)
                        .join(', '),
              },
            ]}
          />
        )}
      </Stack>
    </section>
  )
}

const strengthNames = { BASIC: 'Basic', STANDARD: 'Standard', STRONG: 'Strong' }

function Decision({ view, decide, submissionId }: Pick<Props, 'view' | 'decide' | 'submissionId'>) {
  return (
    <section>
      <Stack>
        <h2>Decision</h2>
        <ActionForm action={decide} submissionId={submissionId} hidden={{ id: view.id }}>
          <VersionField version={view.version} />
          <RadioField
            name="decision"
            label="Is the person what they say to the business?"
            choices={[
              { value: 'approve', label: 'Approve', hint: 'A code goes to them by email. It is good for 7 days.' },
              { value: 'decline', label: 'Decline', hint: 'They are told your reasons, and can ask again.' },
            ]}
          />
          <TextAreaField
            name="reason"
            label="Reasons"
            hint="What you looked at, and what it shows. It is kept, and the person can read it."
            maxLength={2000}
          />
          <SubmitButton>Decide</SubmitButton>
        </ActionForm>
      </Stack>
    </section>
  )
}

function Code({ view, reissue, submissionId }: Pick<Props, 'view' | 'reissue' | 'submissionId'>) {
  const { authorisation, actions } = view
  if (authorisation === null) return null
  return (
    <section>
      <Stack>
        <h2>What came of it</h2>
        <SummaryList
          rows={[
            { term: 'Authorisation', value: authorisation.statusLabel },
            authorisation.newCodeAskedAt !== null && {
              term: 'New code asked for',
              value: formatMoment(authorisation.newCodeAskedAt),
            },
            authorisation.codeExpiresAt !== null && {
              term: 'Code',
              value: `Good until ${formatMoment(authorisation.codeExpiresAt)}`,
            },
          ]}
        />
        {actions.includes('reissue-code') && (
          <ActionForm action={reissue} submissionId={submissionId} hidden={{ id: view.id }}>
            <SubmitButton variant="secondary">Send a new code</SubmitButton>
          </ActionForm>
        )}
      </Stack>
    </section>
  )
}
