import type { AuthOptions } from 'next-auth'
import type { JWT } from 'next-auth/jwt'
import { second } from '../../../lib/core/clock.ts'
import { registerSignIn } from '../../../lib/domain/ram/people/register-sign-in.ts'
import type { Runtime } from '../../../lib/platform/runtime/runtime.ts'
import { sessionPolicy } from '../../../lib/platform/session/policy.ts'
import { sessionSecret } from '../../../lib/platform/session/secret.ts'
import { hasSecureCookies, type SessionToken } from '../../../lib/platform/session/session-cookie.ts'
import { startSession } from '../../../lib/platform/session/start-session.ts'
import { strengthOfAcr } from '../../../lib/policy/identity/acr.ts'
import type { IdentityStrength } from '../../../lib/policy/identity/identity-strength.ts'
import { returnPath, signInPath } from '../../sign-in/return-path.ts'
import { type DigitalIdClaims, digitalId } from './provider.ts'

export type SignInPurpose = {
  /** Weakest identity that is of use; Basic where it is not given. */
  needed?: IdentityStrength
  /** Session that the browser has until now. */
  replaces?: string
  /** Told why next-auth gave up. */
  onFailure?(failure: Error): void
}

/** next-auth's options for one request: the Runtime is there only once pages are served. */
export async function authOptions(runtime: Runtime, purpose: SignInPurpose = {}): Promise<AuthOptions> {
  const maxAge = sessionPolicy.longest / second
  return {
    secret: await sessionSecret(runtime),
    useSecureCookies: hasSecureCookies(runtime),
    session: { strategy: 'jwt', maxAge },
    jwt: { maxAge },
    providers: [await digitalId(runtime, purpose.needed ?? 'BASIC')],
    callbacks: {
      redirect: ({ url, baseUrl }) => baseUrl + returnPath(url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url),
      signIn: ({ profile }) => refusalOf(profile as DigitalIdClaims) ?? true,
      jwt: async ({ profile, account }) => {
        const token = await newToken(runtime, profile as DigitalIdClaims, purpose.replaces)
        return { ...token, idToken: account?.id_token } as unknown as JWT
      },
    },
    logger: {
      error: (code, facts) => {
        const failure = facts instanceof Error ? facts : (facts as { error?: unknown }).error
        purpose.onFailure?.(failure instanceof Error ? failure : new Error(code))
      },
      warn: () => {},
      debug: () => {},
    },
  }
}

/** Where to send a person whose Digital ID says too little to sign them in. */
function refusalOf(claims: DigitalIdClaims): string | undefined {
  if (strengthOfAcr(claims.acr) === undefined) return signInPath({ error: 'strength-unknown' })
  if (!claims.given_name?.trim() || !claims.family_name?.trim()) return signInPath({ error: 'name-missing' })
  return undefined
}

async function newToken(
  runtime: Runtime,
  claims: DigitalIdClaims,
  replaces: string | undefined,
): Promise<SessionToken> {
  const strength = strengthOfAcr(claims.acr) as IdentityStrength
  const person = await registerSignIn(runtime, {
    sub: claims.sub,
    given_name: claims.given_name as string,
    family_name: claims.family_name as string,
    birthdate: claims.birthdate,
    email: claims.email,
  })
  const { personId, givenNames, familyName } = person
  const sessionId = await startSession(runtime, { personId, strength, replaces })
  return { sessionId, personId, strength, givenNames, familyName }
}
