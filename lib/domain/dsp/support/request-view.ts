import type { DspMessage, DspRequest } from '../../../platform/store/generated/client.ts'
import {
  afterRequestEvent,
  type RequestEvent,
  requestKindNames,
  requestStatusNames,
  type Severity,
  type SupportTopic,
  severityRules,
  topicNames,
} from '../../../policy/dsp/support.ts'
import { requestReference } from './file-request.ts'

/** A request in a list. Moments are ISO. */
export type RequestSummary = {
  id: string
  reference: string
  kind: DspRequest['kind']
  kindLabel: string
  topicLabel: string | null
  subject: string
  status: DspRequest['status']
  statusLabel: string
  isPrivate: boolean
  severity: Severity | null
  severityLabel: string | null
  escalatedAt: string | null
  createdByName: string
  createdAt: string
  changedAt: string
  answerDueAt: string | null
}

/** A request with everything that was written about it. */
export type RequestView = RequestSummary & {
  abn: string
  productName: string | null
  credentialName: string | null
  traceIds: string[]
  messages: { id: string; authorName: string; fromDesk: boolean; text: string; at: string }[]
  version: number
  /** What the person who looks may do with it. */
  actions: RequestEvent[]
}

export function summariseRequest(row: DspRequest): RequestSummary {
  const { kind, status, severity } = row
  return {
    id: row.id,
    reference: requestReference(row.number),
    kind,
    kindLabel: requestKindNames[kind],
    topicLabel: row.topic === null ? null : topicNames[row.topic as SupportTopic],
    subject: row.subject,
    status,
    statusLabel: requestStatusNames[status],
    isPrivate: row.isPrivate,
    severity,
    severityLabel: severity === null ? null : severityRules[severity].name,
    escalatedAt: row.escalatedAt?.toISOString() ?? null,
    createdByName: row.createdByName,
    createdAt: row.createdAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
    answerDueAt: row.answerDueAt?.toISOString() ?? null,
  }
}

export function showRequest(
  row: DspRequest & { messages: DspMessage[]; product: { name: string; productVersion: string } | null },
  credentialName: string | null,
  side: 'desk' | 'dsp',
): RequestView {
  const { product } = row
  return {
    ...summariseRequest(row),
    abn: row.abn,
    productName: product === null ? null : `${product.name} ${product.productVersion}`,
    credentialName,
    traceIds: row.traceIds,
    messages: row.messages.map(({ id, authorName, fromDesk, text, at }) => ({
      id,
      authorName,
      fromDesk,
      text,
      at: at.toISOString(),
    })),
    version: row.version,
    actions: actionsOf(row, side),
  }
}

const events: readonly RequestEvent[] = ['answer', 'reply', 'escalate', 'resolve', 'reopen', 'withdraw']

/** What a side may do now. Only incidents that were not escalated can be; what the system resolved stays so. */
export function actionsOf(
  { kind, status, escalatedAt }: Pick<DspRequest, 'kind' | 'status' | 'escalatedAt'>,
  side: 'desk' | 'dsp',
): RequestEvent[] {
  if (!['QUESTION', 'INCIDENT', 'FEEDBACK'].includes(kind)) return []
  return events.filter((event) => {
    if (event === 'escalate' && (kind !== 'INCIDENT' || escalatedAt !== null)) return false
    return afterRequestEvent(status, event, side) !== undefined
  })
}
