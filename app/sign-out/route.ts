import { cookies } from 'next/headers'
import type { Runtime } from '../../lib/platform/runtime/runtime.ts'
import { theRuntime } from '../../lib/platform/runtime/runtime.ts'
import { endSession } from '../../lib/platform/session/end-session.ts'
import { isFromOurPage } from '../../lib/platform/session/same-origin.ts'
import { sessionCookieName } from '../../lib/platform/session/session-cookie.ts'
import { go } from '../api/auth/go.ts'
import { readSessionToken } from '../api/auth/session-token.ts'
import { signInPath } from '../sign-in/return-path.ts'
import { endAtProvider } from './end-at-provider.ts'

/** Signs out here and at the identity provider. */
export async function POST(request: Request): Promise<Response> {
  const runtime = theRuntime()
  if (!isFromOurPage(request.headers, runtime.settings.publicUrl)) {
    return go({ location: signInPath({ error: 'other-site' }), setCookies: [] })
  }
  const token = await readSessionToken(runtime)
  if (token !== undefined) await endSession(runtime, token.sessionId)
  await forgetCookies(runtime)
  return go({ location: await endAtProvider(runtime, token?.idToken), setCookies: [] })
}

/** An address that was kept or typed changes nothing. */
export function GET(): Response {
  return go({ location: '/', setCookies: [] })
}

async function forgetCookies(runtime: Runtime): Promise<void> {
  const jar = await cookies()
  const name = sessionCookieName(runtime)
  for (const cookie of jar.getAll()) {
    // A long cookie comes in pieces: `name.0`, `name.1`.
    if (cookie.name === name || cookie.name.startsWith(`${name}.`)) {
      jar.set(cookie.name, '', { maxAge: 0, path: '/', httpOnly: true, sameSite: 'lax', secure: name.startsWith('__') })
    }
  }
}
