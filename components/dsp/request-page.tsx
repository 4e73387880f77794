import type { ReactNode } from 'react'
import type { RequestView } from '../../lib/domain/dsp/support/request-view.ts'
import type { RequestEvent } from '../../lib/policy/dsp/support.ts'
import { formatMoment } from '../format/dates.ts'
import { ActionForm } from '../ui/form/action-form.tsx'
import { RadioField } from '../ui/form/fields/choice-field.tsx'
import { TextAreaField } from '../ui/form/fields/text-field.tsx'
import { VersionField } from '../ui/form/fields/version-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { Done } from '../ui/message/done.tsx'
import { Stack } from '../ui/page/layout.tsx'
import { type Crumb, PageHead } from '../ui/page/page-head.tsx'
import { SummaryList, type SummaryRow } from '../ui/summary-list.tsx'
import styles from './dsp.module.css'
import { RequestStatus } from './support-list.tsx'

export const requestDone = ['sent', 'answered'] as const
const doneTitles = { sent: 'Your request is sent', answered: 'It is done' }

type Props = {
  request: RequestView
  business: { abn: string; name: string }
  crumbs: readonly Crumb[]
  done: (typeof requestDone)[number] | undefined
  hidden: Readonly<Record<string, string>>
  /** Facts that only one side sees. */
  facts?: readonly (SummaryRow | false)[]
  action: FormAction
  submissionId: string
  children?: ReactNode
}

/** One request: facts, messages, and what the person who looks can do. */
export function RequestPage({
  request,
  business,
  crumbs,
  done,
  hidden,
  facts = [],
  action,
  submissionId,
  children,
}: Props) {
  return (
    <>
      <PageHead
        title={`${request.reference}: ${request.subject}`}
        caption={business.name}
        crumbs={crumbs}
        actions={<RequestStatus request={request} />}
      />
      <Stack wide>
        {done !== undefined && <Done title={doneTitles[done]} />}
        <SummaryList
          rows={[
            { term: 'Kind', value: request.kindLabel },
            request.topicLabel !== null && { term: 'About', value: request.topicLabel },
            request.severityLabel !== null && {
              term: 'Severity',
              value:
                request.escalatedAt === null
                  ? request.severityLabel
                  : `${request.severityLabel}, escalated ${formatMoment(request.escalatedAt)}`,
            },
            request.answerDueAt !== null && { term: 'To be answered by', value: formatMoment(request.answerDueAt) },
            request.productName !== null && { term: 'Product', value: request.productName },
            request.credentialName !== null && { term: 'Machine credential', value: request.credentialName },
            request.traceIds.length > 0 && {
              term: 'Traces',
              value: (
                <ul className={styles.badges}>
                  {request.traceIds.map((id) => (
                    <li key={id}>
                      <code>{id}</code>
                    </li>
                  ))}
                </ul>
              ),
            },
            { term: 'Seen by', value: request.isPrivate ? 'Only the author and administrators' : 'The organisation' },
            ...facts,
          ]}
        />
        <section className={styles.section} aria-labelledby="messages">
          <h2 id="messages">Messages</h2>
          <ol className={styles.messages}>
            {request.messages.map(({ id, authorName, fromDesk, text, at }) => (
              <li key={id} className={`${styles.message} ${fromDesk ? styles.fromDesk : ''}`}>
                <p className={styles.muted}>
                  <strong>{authorName}</strong>
                  {fromDesk && ', operator’s desk'}, {formatMoment(at)}
                </p>
                <p className={styles.messageText}>{text}</p>
              </li>
            ))}
          </ol>
        </section>
        {children}
        {request.actions.length > 0 && (
          <section className={styles.section} aria-labelledby="next">
            <h2 id="next">What next?</h2>
            <ActionForm
              action={action}
              submissionId={submissionId}
              hidden={{ ...hidden, id: request.id }}
              initial={{ event: request.actions[0] ?? '' }}
            >
              <VersionField version={request.version} />
              <RadioField
                name="event"
                label="Choose what to do"
                choices={request.actions.map((value) => ({ value, ...actionNames[value] }))}
              />
              <TextAreaField name="text" label="Message" optional={isOptional(request.actions)} maxLength={10_000} />
              <SubmitButton>Send</SubmitButton>
            </ActionForm>
          </section>
        )}
      </Stack>
    </>
  )
}

/** Some of the answers need no words. */
function isOptional(actions: readonly RequestEvent[]): boolean {
  return actions.some((action) => action === 'withdraw')
}

const actionNames: Record<RequestEvent, { label: string; hint?: string }> = {
  answer: { label: 'Answer', hint: 'The person who asked can reply.' },
  reply: { label: 'Reply' },
  escalate: { label: 'Escalate', hint: 'Raises the severity by one step. Say why.' },
  resolve: { label: 'Resolve', hint: 'It is settled.' },
  reopen: { label: 'Open it again', hint: 'It is not settled. Say why.' },
  withdraw: { label: 'Withdraw', hint: 'An answer is not needed any more.' },
}
