import { ButtonLink } from '@ag.ds-next/react/button'
import Link from 'next/link'
import type { TraceView } from '../../lib/domain/mas/trace/trace-view.ts'
import { formatMoment } from '../format/dates.ts'
import { count } from '../format/words.ts'
import { Command } from '../ui/command.tsx'
import { Alert } from '../ui/message/alert.tsx'
import { HelpWith, Row, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { OutcomeOfTrace } from './outcome-of-trace.tsx'
import { StepOfTrace } from './step-of-trace.tsx'
import styles from './traces.module.css'

type Props = { trace: TraceView; business: { abn: string; name: string } }

/** One request with everything that was checked: the change that would make it pass first, then step by step. */
export function TracePage({ trace, business }: Props) {
  const home = `/businesses/${business.abn}`
  const refused = trace.steps.find(({ outcome }) => outcome === 'refused')
  return (
    <>
      <PageHead
        title={`Request of ${formatMoment(trace.at)}`}
        caption={business.name}
        crumbs={[
          { label: 'Businesses', href: '/businesses' },
          { label: business.name, href: home },
          { label: 'Requests', href: `${home}/traces` },
        ]}
      />
      <Stack wide>
        {refused !== undefined && (
          <Alert tone="error" title={trace.refusal?.title ?? 'Refused'}>
            <p>{refused.sentence}</p>
            {refused.change !== null && (
              <p>
                <strong>What would make it pass:</strong> {refused.change}
              </p>
            )}
          </Alert>
        )}
        <Facts trace={trace} home={home} />
        <Row>
          <ButtonLink href={`${home}/traces/${trace.id}/bundle`} variant="secondary" download>
            Download the support bundle
          </ButtonLink>
        </Row>
        <section>
          <Stack>
            <h2>What was checked</h2>
            <p>
              {count(trace.steps.length, 'step')} in order, in {trace.durationMs.toLocaleString('en-AU')} milliseconds.
              What the message says stands beside what we know or computed.
            </p>
            <ol className={styles.steps}>
              {trace.steps.map((step, at) => (
                <StepOfTrace key={`${step.name}-${String(at)}`} step={step} />
              ))}
            </ol>
          </Stack>
        </section>
        <Calls trace={trace} home={home} />
        <HelpWith question="See the same in a terminal, or give it to your software vendor">
          <p>
            The support bundle holds what this page shows. It has no key, password or token in it, so you can send it to
            whoever supports your software.
          </p>
          <Command>{`npx mandate why ${trace.id}`}</Command>
        </HelpWith>
      </Stack>
    </>
  )
}

function Facts({ trace, home }: { trace: TraceView; home: string }) {
  const { credential, relyingParty, tokenTraceId } = trace
  return (
    <SummaryList
      rows={[
        { term: 'Outcome', value: <OutcomeOfTrace trace={trace} /> },
        { term: 'Service that was asked', value: trace.service },
        credential !== null && {
          term: 'Credential',
          value: credential.external ? (
            `${credential.name} (external)`
          ) : (
            <Link href={`${home}/credentials/${credential.id}`} prefetch={false}>
              {credential.name}
            </Link>
          ),
        },
        relyingParty !== null && { term: 'For', value: relyingParty.name },
        tokenTraceId !== null && {
          term: 'Token',
          value: (
            <Link href={`${home}/traces/${tokenTraceId}`} prefetch={false}>
              How this token was given
            </Link>
          ),
        },
        trace.refusal !== null && {
          term: 'Message code',
          value: (
            <Link href={`/help/errors#${trace.refusal.code}`} prefetch={false}>
              {trace.refusal.code}
            </Link>
          ),
        },
        { term: 'Trace', value: <code>{trace.id}</code> },
      ]}
    />
  )
}

/** The services where the token was used. */
function Calls({ trace, home }: { trace: TraceView; home: string }) {
  if (trace.calls.length === 0) return null
  return (
    <section>
      <Stack>
        <h2>Calls with this token</h2>
        <ul>
          {trace.calls.map(({ id, at, service, accepted }) => (
            <li key={id}>
              <Link href={`${home}/traces/${id}`} prefetch={false}>
                {formatMoment(at)}, {service}: {accepted ? 'accepted' : 'refused'}
              </Link>
            </li>
          ))}
        </ul>
      </Stack>
    </section>
  )
}
