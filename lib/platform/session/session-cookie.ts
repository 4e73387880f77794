import { hash } from 'node:crypto'
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
  const name = sessionCookieName(runtime)
  const pieces = Object.entries(cookies).filter(([key]) => key === name || key.startsWith(`${name}.`))
  if (pieces.length === 0) return undefined
  const secret = await sessionSecret(runtime)
  const key = hash('sha256', JSON.stringify([secret, pieces]), 'base64')
  const known = opened.get(key)
  if (known !== undefined && runtime.clock.now() < known.endsAt) return known.token
  const jwt: JWT | null = await getToken({
    // No headers: a session comes by cookie only, never as a bearer token.
    req: { cookies, headers: {} } as Parameters<typeof getToken>[0]['req'],
    secret,
    secureCookie: hasSecureCookies(runtime),
  })
  const token = sessionToken.safeParse(jwt).data
  if (token !== undefined && typeof jwt?.exp === 'number') remember(key, { token, endsAt: jwt.exp * 1_000 })
  return token
}

/**
 * Cookies that were opened lately, by the hash of secret and cookie. Deriving the key and decrypting takes a page a tenth
 * of its time, and a cookie says the same until it ends. Whether its session is in force is asked anew each time.
 */
const opened = new Map<string, Opened>()
const mostOpened = 2_000

type Opened = { token: SessionToken; endsAt: number }

function remember(key: string, entry: Opened): void {
  const [oldest] = opened.keys()
  if (opened.size >= mostOpened && oldest !== undefined) opened.delete(oldest)
  opened.set(key, entry)
}
