import Link from 'next/link'
import type { TraceView } from '../../lib/domain/mas/trace/trace-view.ts'
import type { TrafficCall } from '../../lib/domain/sandbox/traffic/list-traffic.ts'
import { formatMoment } from '../format/dates.ts'
import { spacedAbn } from '../format/words.ts'
import { EmptyState } from '../ui/message/empty-state.tsx'
import { Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { type Column, DataTable } from '../ui/table/data-table.tsx'
import { WatchTraffic } from './browser/watch-traffic.tsx'
import { Part } from './part.tsx'

/** What the services are asked, as it happens. */
export function Traffic({ calls }: { calls: readonly TrafficCall[] }) {
  return (
    <>
      <PageHead
        title="Live traffic"
        lead="Every call to the token service, the USI registry and SBR, newest first, with everything that was checked."
        actions={
          <Link href="/console/traffic" prefetch={false}>
            Reload
          </Link>
        }
      />
      <Stack wide>
        <WatchTraffic />
        {calls.length === 0 ? (
          <EmptyState title="No call yet">
            <p>Ask for a token with your software or with npx mandate token, and look here.</p>
          </EmptyState>
        ) : (
          <DataTable caption="Calls" columns={columns} rows={calls} keyOf={({ id }) => id} />
        )}
      </Stack>
    </>
  )
}

const services: Readonly<Record<string, string>> = { usi: 'USI registry', sbr1: 'SBR1', sbr2: 'SBR2' }
const nameOf = (service: string) => services[service] ?? `Token service ${service}`

function Outcome({ accepted, injected, refusal }: Pick<TrafficCall, 'accepted' | 'injected' | 'refusal'>) {
  if (injected)
    return <StatusBadge tone="warning">{accepted ? 'Fault put in' : `Fault: ${refusal?.title}`}</StatusBadge>
  return accepted ? (
    <StatusBadge tone="success">Accepted</StatusBadge>
  ) : (
    <StatusBadge tone="error">{refusal?.title ?? 'Refused'}</StatusBadge>
  )
}

const columns: Column<TrafficCall>[] = [
  {
    heading: 'Call',
    isName: true,
    cell: ({ id, service }) => (
      <Link href={`/console/traffic/${id}`} prefetch={false}>
        {nameOf(service)}
      </Link>
    ),
  },
  { heading: 'Outcome', cell: (call) => <Outcome {...call} /> },
  {
    heading: 'Credential',
    cell: ({ credential, abn }) => credential?.name ?? (abn === null ? 'Not known' : spacedAbn(abn)),
  },
  { heading: 'When', cell: ({ at }) => <time dateTime={at}>{formatMoment(at)}</time> },
  { heading: 'Took', cell: ({ durationMs }) => `${durationMs.toFixed(1)} ms` },
]

const marks = { passed: 'Passed', refused: 'Refused', noted: 'Note' } as const
const tones = { passed: 'success', refused: 'error', noted: 'info' } as const

/** One call with every step. */
export function CallPage({ trace }: { trace: TraceView }) {
  const { id, at, service, accepted, refusal, credential, relyingParty, durationMs, steps, tokenTraceId, calls } = trace
  return (
    <>
      <PageHead
        title={accepted ? 'Accepted call' : (refusal?.title ?? 'Refused call')}
        caption={nameOf(service)}
        crumbs={[
          { label: 'Sandbox console', href: '/console' },
          { label: 'Live traffic', href: '/console/traffic' },
        ]}
      />
      <Stack wide>
        <SummaryList
          rows={[
            { term: 'Trace', value: id },
            { term: 'When', value: <time dateTime={at}>{formatMoment(at)}</time> },
            refusal !== null && { term: 'Error', value: `${refusal.code}${refusal.event ? `, ${refusal.event}` : ''}` },
            credential !== null && { term: 'Credential', value: credential.name },
            relyingParty !== null && { term: 'For', value: relyingParty.name },
            { term: 'Took', value: `${durationMs.toFixed(1)} ms` },
            tokenTraceId !== null && {
              term: 'Its token',
              value: (
                <Link href={`/console/traffic/${tokenTraceId}`} prefetch={false}>
                  {tokenTraceId}
                </Link>
              ),
            },
          ]}
        />
        <DataTable caption="What was checked" columns={stepColumns} rows={steps} keyOf={keyOfStep} />
        {calls.length > 0 && (
          <Part id="calls" title="Calls with this token">
            <ul>
              {calls.map((call) => (
                <li key={call.id}>
                  <Link href={`/console/traffic/${call.id}`} prefetch={false}>
                    {nameOf(call.service)}, {call.accepted ? 'accepted' : 'refused'}
                  </Link>
                </li>
              ))}
            </ul>
          </Part>
        )}
      </Stack>
    </>
  )
}

type Step = TraceView['steps'][number]

function keyOfStep({ name, sentence, outcome }: Step): string {
  return `${name} ${outcome} ${sentence}`
}

const stepColumns: Column<Step>[] = [
  { heading: 'Step', isName: true, cell: ({ label }) => label },
  { heading: 'Outcome', cell: ({ outcome }) => <StatusBadge tone={tones[outcome]}>{marks[outcome]}</StatusBadge> },
  { heading: 'What was found', cell: ({ sentence, change }) => (change === null ? sentence : `${sentence} ${change}`) },
]
