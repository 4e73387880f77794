import type { IncomingMessage } from 'node:http'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { type LiveSession, liveSession } from '../../platform/session/live-session.ts'
import { openSessionCookie } from '../../platform/session/session-cookie.ts'

/** Who is signed in to the portal in the browser that sends this request; `undefined` for nobody. */
export async function visitorOf(runtime: Runtime, request: IncomingMessage): Promise<LiveSession | undefined> {
  const token = await openSessionCookie(runtime, cookiesOf(request))
  if (token === undefined) return undefined
  const session = await liveSession(runtime, token.sessionId)
  return session?.personId === token.personId ? session : undefined
}

function cookiesOf({ headers }: IncomingMessage): Record<string, string> {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => {
    const at = pair.indexOf('=')
    return [pair.slice(0, Math.max(at, 0)).trim(), pair.slice(at + 1).trim()] as const
  })
  return Object.fromEntries(pairs.filter(([name]) => name !== ''))
}
