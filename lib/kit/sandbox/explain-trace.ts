import { unreadable } from '../http/send.ts'
import { askSandbox, type SandboxAddress } from './ask-sandbox.ts'

/** One thing that a service checked. */
export type ExplainedStep = {
  label: string
  outcome: 'passed' | 'refused' | 'noted'
  sentence: string
  /** What was compared with what. */
  facts: { name: string; value: string }[]
  /** The one change that would make it pass. */
  change: string | null
}

/** What a service did with one request, in order. Moments are ISO text. */
export type ExplainedTrace = {
  id: string
  at: string
  service: string
  accepted: boolean
  refusal: { title: string; code: string; event: string | null } | null
  steps: ExplainedStep[]
  tokenTraceId: string | null
  calls: { id: string; at: string; service: string; accepted: boolean }[]
}

/**
 * Asks a sandbox why a request was accepted or refused.
 *
 * @param id of the trace: in a fault's text, and in the header `mandate-trace` of every answer
 * @throws MandateError `kit.refused` where there is no such trace; `kit.*`
 */
export async function explainTrace(id: string, address: SandboxAddress): Promise<ExplainedTrace> {
  const path = `/api/v1/sandbox/traces/${encodeURIComponent(id)}`
  const { url, status, answer } = await askSandbox(path, address)
  if (!Array.isArray(answer.steps) || !Array.isArray(answer.calls)) throw unreadable(url, status, 'it holds no trace')
  return answer as unknown as ExplainedTrace
}
