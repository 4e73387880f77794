import { cookies } from 'next/headers'
import type { Runtime } from '../../../lib/platform/runtime/runtime.ts'
import { openSessionCookie, type SessionToken } from '../../../lib/platform/session/session-cookie.ts'

/** The cookies of this request, by name. */
export async function requestCookies(): Promise<Record<string, string>> {
  return Object.fromEntries((await cookies()).getAll().map(({ name, value }) => [name, value]))
}

/** What the session cookie of this request says; it does not prove that the session is still in force. */
export async function readSessionToken(runtime: Runtime): Promise<SessionToken | undefined> {
  return await openSessionCookie(runtime, await requestCookies())
}
