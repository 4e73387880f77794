import { utf8 } from '../../core/bytes.ts'
import { MandateError } from '../../core/errors/index.ts'
import { defaultBase, isLoopback, parseAddress } from '../http/address.ts'
import { send, unreadable } from '../http/send.ts'
import { type Trust, trustFor } from '../http/trust.ts'
import { fetchSandboxRoot } from './fetch-root.ts'

export type SandboxAddress = {
  /** Base address of the sandbox. Default {@link defaultBase}. */
  endpoint?: string
  /** PEM text of the authorities that may vouch for the server, and no others. */
  ca?: string
  timeoutMs?: number
}

/** What a sandbox answered: its address, the HTTP status, and the JSON object. */
export type SandboxAnswer = { url: URL; status: number; answer: Record<string, unknown> }

/**
 * Asks the sandbox's API; with a `body`, by POST.
 *
 * @param path below the base address, with its query
 * @throws MandateError `kit.refused` with what the sandbox says; `kit.*`
 */
export async function askSandbox(
  path: string,
  { endpoint = defaultBase, ca, timeoutMs }: SandboxAddress,
  body?: unknown,
): Promise<SandboxAnswer> {
  const base = parseAddress(endpoint)
  const url = new URL(path, base)
  const sent = body === undefined ? undefined : utf8(JSON.stringify(body))
  const { status, body: bytes } = await send({
    url: url.href,
    method: sent === undefined ? 'GET' : 'POST',
    headers: { accept: 'application/json', ...(sent === undefined ? {} : { 'content-type': 'application/json' }) },
    body: sent,
    trust: await trustForSandbox(base, ca),
    timeoutMs,
  })
  return { url, status, answer: readAnswer(url, status, bytes) }
}

async function trustForSandbox(base: URL, ca: string | undefined): Promise<Trust> {
  if (ca !== undefined || base.protocol === 'http:' || !isLoopback(base)) return trustFor(base, { ca })
  return {
    ca: [await fetchSandboxRoot(base)],
    advice: 'The certificate of the sandbox does not come from its own root. Restart it, and try again.',
  }
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
