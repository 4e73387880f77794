import type { Runtime } from '../../../lib/platform/runtime/runtime.ts'
import type { IdentityStrength } from '../../../lib/policy/identity/identity-strength.ts'
import { signInPath } from '../../sign-in/return-path.ts'
import { authOptions } from './options.ts'
import { runNextAuth } from './run-next-auth.ts'
import { requestCookies } from './session-token.ts'

export type Going = { location: string; setCookies: string[] }

/**
 * Begins a sign-in: next-auth's `signIn` without a script in the page. The caller has checked that the form came from a
 * page of ours; next-auth's own token against forged forms is fetched and given back at once.
 */
export async function startSignIn(
  runtime: Runtime,
  { returnTo, needed }: { returnTo: string; needed: IdentityStrength | undefined },
): Promise<Going> {
  let failed = false
  const options = await authOptions(runtime, {
    needed,
    onFailure: (failure) => {
      failed = true
      runtime.log.warn('a sign-in could not start', { reason: failure.message.slice(0, 200) })
    },
  })
  const cookies = await requestCookies()
  const csrf = await runNextAuth(options, { action: 'csrf', method: 'GET', cookies })
  const answer = await runNextAuth(options, {
    action: 'signin',
    method: 'POST',
    cookies: { ...cookies, ...cookiesSet(csrf.setCookies) },
    form: { csrfToken: (csrf.body as { csrfToken: string }).csrfToken, callbackUrl: returnTo },
  })
  if (failed || answer.location === undefined) {
    return { location: signInPath({ returnTo, needed, error: 'unreachable' }), setCookies: [] }
  }
  return { location: answer.location, setCookies: [...csrf.setCookies, ...answer.setCookies] }
}

function cookiesSet(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      return [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))]
    }),
  )
}
