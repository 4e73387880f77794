import { getToken, type JWT } from 'next-auth/jwt'
import { z } from 'zod'
import { identityStrengths } from '../../policy/identity/identity-strength.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { sessionSecret } from './secret.ts'

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

/**
 * What the session cookie among these says, decrypted; `undefined` where there is none, or none of ours. It does not
 * prove that the session is still in force.
 */
export async function openSessionCookie(
  runtime: Runtime,
  cookies: Readonly<Record<string, string>>,
): Promise<SessionToken | undefined> {
  const token: JWT | null = await getToken({
    // No headers: a session comes by cookie only, never as a bearer token.
    req: { cookies, headers: {} } as Parameters<typeof getToken>[0]['req'],
    secret: await sessionSecret(runtime),
    secureCookie: hasSecureCookies(runtime),
  })
  return sessionToken.safeParse(token).data
}
