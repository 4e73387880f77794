import { type ErrorCode, errorTable } from '../../../core/errors/index.ts'
import type { Trace as TraceRow } from '../../../platform/store/generated/client.ts'
import type { Store } from '../../../platform/store/open.ts'
import { describeFact, type FactSide, inOrder } from './describe-fact.ts'
import type { TraceStep, TraceStepName } from './trace.ts'

/** One trace in a list: plain data, moments as ISO text. */
export type TraceSummary = {
  id: string
  at: string
  /** `S007v1.3`, `usi` ... */
  service: string
  accepted: boolean
  /** Heading of the refusal, its code and event; null for an accepted request. */
  refusal: { title: string; code: string; event: string | null } | null
  credential: { id: string; name: string; external: boolean } | null
  relyingParty: { id: string; name: string } | null
  durationMs: number
}

/** One trace with every step. */
export type TraceView = TraceSummary & {
  abn: string | null
  steps: {
    name: string
    label: string
    outcome: 'passed' | 'refused' | 'noted'
    sentence: string
    /** What was compared with what, in order. */
    facts: { name: string; label: string; side: FactSide; value: string }[]
    /** The one change that would make it pass. */
    change: string | null
  }[]
  /** The trace of the token that this call used. */
  tokenTraceId: string | null
  /** Calls that used the token of this request. */
  calls: { id: string; at: string; service: string; accepted: boolean }[]
}

/** What each step is about, as people read it. */
export const traceStepLabels: Readonly<Record<TraceStepName, string>> = {
  transport: 'Sending',
  message: 'Message',
  addressing: 'Addressing',
  certificate: 'Certificate in the message',
  reference: 'Signed part',
  signature: 'Signature',
  freshness: 'Time of the message',
  address: 'Address',
  chain: 'Chain of certificates',
  credential: 'Credential',
  business: 'Business',
  'relying-party': 'Service',
  request: 'Request',
  authority: 'Line of authority',
  claims: 'Claims',
  lifetime: 'Lifetime',
  key: 'Key',
  replay: 'Used once',
  injected: 'Fault on demand',
  token: 'Token',
}

/** Turns rows into what a list shows. */
export async function summariseTraces(store: Store, rows: readonly Omit<TraceRow, 'steps'>[]): Promise<TraceSummary[]> {
  const distinct = (values: (string | null)[]) => [...new Set(values.filter((value) => value !== null))]
  const select = { id: true, name: true } as const
  const used = { id: { in: distinct(rows.map((row) => row.credentialId)) } }
  const [credentials, external, parties] = await Promise.all([
    store.credential.findMany({ where: used, select }),
    store.externalCredential.findMany({ where: used, select }),
    store.relyingParty.findMany({ where: { id: { in: distinct(rows.map((row) => row.relyingPartyId)) } }, select }),
  ])
  const named = (list: { id: string; name: string }[], id: string | null) =>
    id === null ? null : (list.find((one) => one.id === id) ?? { id, name: id })
  const credentialOf = (id: string | null) => {
    const own = credentials.find((one) => one.id === id)
    if (own) return { ...own, external: false }
    const foreign = external.find((one) => one.id === id)
    return foreign ? { ...foreign, external: true } : null
  }
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    service: row.service,
    accepted: row.outcome === 'ACCEPTED',
    refusal: row.outcome === 'ACCEPTED' ? null : refusalOf(row),
    credential: credentialOf(row.credentialId),
    relyingParty: named(parties, row.relyingPartyId),
    durationMs: row.durationMicros / 1000,
  }))
}

/** Turns a row into the whole view. */
export async function showTrace(store: Store, row: TraceRow): Promise<TraceView> {
  const [summary] = await summariseTraces(store, [row])
  const calls = await store.trace.findMany({
    where: { tokenTraceId: row.id },
    orderBy: { at: 'desc' },
    take: 50,
    select: { id: true, at: true, service: true, outcome: true },
  })
  return {
    ...(summary as TraceSummary),
    abn: row.abn,
    steps: (row.steps as unknown as TraceStep[]).map(({ name, outcome, sentence, facts = {}, change = null }) => ({
      name,
      label: traceStepLabels[name] ?? name,
      outcome,
      sentence,
      facts: inOrder(Object.keys(facts)).map((fact) => ({
        name: fact,
        ...describeFact(fact),
        value: String(facts[fact]),
      })),
      change,
    })),
    tokenTraceId: row.tokenTraceId,
    calls: calls.map(({ id, at, service, outcome }) => ({
      id,
      at: at.toISOString(),
      service,
      accepted: outcome === 'ACCEPTED',
    })),
  }
}

function refusalOf({ errorCode, event }: Pick<TraceRow, 'errorCode' | 'event'>): TraceSummary['refusal'] {
  const code = errorCode ?? 'common.internal'
  const title = code in errorTable ? errorTable[code as ErrorCode].title : 'Refused'
  return { title, code, event }
}
