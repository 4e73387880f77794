import { cookies } from 'next/headers'
import { getToken, type JWT } from 'next-auth/jwt'
import { z } from 'zod'
import type { Runtime } from '../../../lib/platform/runtime/runtime.ts'
import { sessionSecret } from '../../../lib/platform/session/secret.ts'
import { identityStrengths } from '../../../lib/policy/identity-strength.ts'

const sessionToken = z.object({
  sessionId: z.uuid(),
  personId: z.uuid(),
  strength: z.enum(identityStrengths),
  givenNames: z.string(),
  familyName: z.string(),
  /** Names the session at the identity provider when it is to end; holds no name. */
  idToken: z.string().optional(),
})

/** What the encrypted session cookie holds. */
export type SessionToken = z.output<typeof sessionToken>

/** True where cookies travel over HTTPS only. */
export function hasSecureCookies({ settings }: Pick<Runtime, 'settings'>): boolean {
  return settings.publicUrl.startsWith('https:')
}

/** Name of the session cookie; a long one comes in pieces, `name.0` and so on. */
export function sessionCookieName(runtime: Pick<Runtime, 'settings'>): string {
  return `${hasSecureCookies(runtime) ? '__Secure-' : ''}next-auth.session-token`
}

/** The cookies of this request, by name. */
export async function requestCookies(): Promise<Record<string, string>> {
  return Object.fromEntries((await cookies()).getAll().map(({ name, value }) => [name, value]))
}

/**
 * What the session cookie of this request says, decrypted; `undefined` where there is none, or none of ours. It does
 * not prove that the session is still in force.
 */
export async function readSessionToken(runtime: Runtime): Promise<SessionToken | undefined> {
  const token: JWT | null = await getToken({
    // No headers: a session comes by cookie only, never as a bearer token.
    req: { cookies: await requestCookies(), headers: {} } as Parameters<typeof getToken>[0]['req'],
    secret: await sessionSecret(runtime),
    secureCookie: hasSecureCookies(runtime),
  })
  return sessionToken.safeParse(token).data
}
