import { ButtonLink } from '@ag.ds-next/react/button'
import Link from 'next/link'
import type { TraceView } from '../../lib/domain/mas/trace/trace-view.ts'
import { formatMoment } from '../format/dates.ts'
import { count } from '../format/words.ts'
import { Command } from '../ui/command.tsx'
import { Alert } from '../ui/message/alert.tsx'
import { HelpWith, Row, Stack } from '../ui/page/layout.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { OutcomeOfTrace } from './outcome-of-trace.tsx'
import { StepOfTrace } from './step-of-trace.tsx'
import styles from './traces.module.css'

/** Where the reader finds what a trace names; what is not given has no page for them. */
export type TraceLinks = {
  trace(id: string): string
  credential?(id: string): string
  bundle?: string
}

type Props = { trace: TraceView; links: TraceLinks }

/** Everything that was checked of one request: the change that would make it pass first, then step by step. */
export function TraceContent({ trace, links }: Props) {
  const refused = trace.steps.find(({ outcome }) => outcome === 'refused')
  return (
    <div className={styles.content}>
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
        <Facts trace={trace} links={links} />
        {links.bundle !== undefined && (
          <Row>
            <ButtonLink href={links.bundle} variant="secondary" download>
              Download the support bundle
            </ButtonLink>
          </Row>
        )}
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
        <Calls trace={trace} links={links} />
        <HelpWith question="See the same in a terminal, or give it to your software vendor">
          {links.bundle !== undefined && (
            <p>
              The support bundle holds what this page shows. It has no key, password or token in it, so you can send it
              to whoever supports your software.
            </p>
          )}
          <Command>{`npx mandate why ${trace.id}`}</Command>
        </HelpWith>
      </Stack>
    </div>
  )
}

function Facts({ trace, links }: Props) {
  const { credential, relyingParty, tokenTraceId } = trace
  return (
    <SummaryList
      rows={[
        { term: 'Outcome', value: <OutcomeOfTrace trace={trace} /> },
        { term: 'Service that was asked', value: trace.service },
        credential !== null && { term: 'Credential', value: credentialOf(credential, links) },
        relyingParty !== null && { term: 'For', value: relyingParty.name },
        tokenTraceId !== null && {
          term: 'Token',
          value: (
            <Link href={links.trace(tokenTraceId)} prefetch={false}>
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

function credentialOf({ id, name, external }: NonNullable<TraceView['credential']>, links: TraceLinks) {
  if (external) return `${name} (external)`
  if (links.credential === undefined) return name
  return (
    <Link href={links.credential(id)} prefetch={false}>
      {name}
    </Link>
  )
}

/** The services where the token was used. */
function Calls({ trace, links }: Props) {
  if (trace.calls.length === 0) return null
  return (
    <section>
      <Stack>
        <h2>Calls with this token</h2>
        <ul>
          {trace.calls.map(({ id, at, service, accepted }) => (
            <li key={id}>
              <Link href={links.trace(id)} prefetch={false}>
                {formatMoment(at)}, {service}: {accepted ? 'accepted' : 'refused'}
              </Link>
            </li>
          ))}
        </ul>
      </Stack>
    </section>
  )
}
