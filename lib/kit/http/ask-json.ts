import { utf8 } from '../../core/bytes.ts'
import { MandateError } from '../../core/errors/index.ts'
import { send, unreadable } from './send.ts'
import type { Trust } from './trust.ts'

/** What a service answered: its address, the HTTP status, and the JSON object. */
export type JsonAnswer = { url: URL; status: number; answer: Record<string, unknown> }

/**
 * Asks one of Mandate's services that speak JSON; with a `body`, by POST.
 *
 * @throws MandateError `kit.refused` with what the service says (`event` is its error code); `kit.*`
 */
export async function askJson(
  url: URL,
  { trust, timeoutMs, body, method }: { trust: Trust; timeoutMs?: number; body?: unknown; method?: 'DELETE' | 'PATCH' },
): Promise<JsonAnswer> {
  const sent = body === undefined ? undefined : utf8(JSON.stringify(body))
  const { status, body: bytes } = await send({
    url: url.href,
    method: method ?? (sent === undefined ? 'GET' : 'POST'),
    headers: { accept: 'application/json', ...(sent === undefined ? {} : { 'content-type': 'application/json' }) },
    body: sent,
    trust,
    timeoutMs,
  })
  return { url, status, answer: readAnswer(url, status, bytes) }
}

function readAnswer(url: URL, status: number, body: Uint8Array): Record<string, unknown> {
  let answer: Record<string, unknown>
  try {
    answer = JSON.parse(Buffer.from(body).toString('utf8')) as Record<string, unknown>
  } catch {
    throw unreadable(url, status, 'it is not JSON')
  }
  if (typeof answer !== 'object' || answer === null) throw unreadable(url, status, 'it is not an object')
  if (status < 400 || typeof answer.code !== 'string') return answer
  const fields = Object.values((answer.fields ?? {}) as Record<string, string>)
  throw new MandateError('kit.refused', {
    reason: [String(answer.detail ?? answer.title), ...fields].join(' '),
    advice: String(answer.remedy ?? 'Check what was sent.'),
    host: url.host,
    event: answer.code,
  })
}
