import { defaultBase, isLoopback, parseAddress } from '../http/address.ts'
import { askJson, type JsonAnswer } from '../http/ask-json.ts'
import { type Trust, trustFor } from '../http/trust.ts'
import { fetchSandboxRoot } from './fetch-root.ts'

export type SandboxAddress = {
  /** Base address of the sandbox. Default {@link defaultBase}. */
  endpoint?: string
  /** PEM text of the authorities that may vouch for the server, and no others. */
  ca?: string
  timeoutMs?: number
}

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
  method?: 'DELETE' | 'PATCH',
): Promise<JsonAnswer> {
  const base = parseAddress(endpoint)
  return await askJson(new URL(path, base), { trust: await trustForSandbox(base, ca), timeoutMs, body, method })
}

async function trustForSandbox(base: URL, ca: string | undefined): Promise<Trust> {
  if (ca !== undefined || base.protocol === 'http:' || !isLoopback(base)) return trustFor(base, { ca })
  return {
    ca: [await fetchSandboxRoot(base)],
    advice: 'The certificate of the sandbox does not come from its own root. Restart it, and try again.',
  }
}
