import type { Runtime } from '../../../lib/platform/runtime/runtime.ts'
import { hasSecureCookies } from '../../../lib/platform/session/session-cookie.ts'
import { currentActor } from '../../session.ts'
import { returnPath, signInPath } from '../../sign-in/return-path.ts'
import { authOptions } from './options.ts'
import { runNextAuth } from './run-next-auth.ts'
import { readSessionToken, requestCookies } from './session-token.ts'
import type { Going } from './start-sign-in.ts'

/**
 * Takes what the identity provider sent the browser back with, and signs the person in; or sends them to the sign-in
 * page, which says what went wrong.
 */
export async function finishSignIn(runtime: Runtime, query: Record<string, string>): Promise<Going> {
  const cookies = await requestCookies()
  const returnTo = returnPathOf(runtime, cookies)
  const refuse = (error: string): Going => ({ location: signInPath({ returnTo, error }), setCookies: [] })

  if (query.error !== undefined) {
    if (query.error === 'access_denied') return refuse('declined')
    runtime.log.warn('the identity provider refused a sign-in', { code: query.error.slice(0, 60) })
    return refuse('failed')
  }

  let failure: Error | undefined
  const options = await authOptions(runtime, {
    replaces: (await readSessionToken(runtime))?.sessionId,
    onFailure: (error) => {
      failure = error
    },
  })
  const answer = await runNextAuth(options, { action: 'callback', method: 'GET', cookies, query })
  if (failure === undefined && answer.location !== undefined) {
    return { location: answer.location, setCookies: answer.setCookies }
  }
  // Back to the address of a sign-in that is done: nothing is lost, so nothing is said.
  if ((await currentActor()) !== undefined) return { location: returnTo, setCookies: [] }
  const error = errorOf(failure)
  if (error !== 'lapsed') {
    runtime.log.warn('a sign-in did not finish', { reason: failure?.message.slice(0, 200), error })
  }
  return refuse(error)
}

function errorOf(failure: Error | undefined): string {
  const message = failure?.message ?? ''
  if (/cookie|state|nonce|could not be parsed/i.test(message)) return 'lapsed'
  if (/ECONN|ENOTFOUND|EAI_AGAIN|timed? ?out|socket/i.test(message)) return 'unreachable'
  return 'failed'
}

function returnPathOf(runtime: Runtime, cookies: Record<string, string>): string {
  const url = cookies[`${hasSecureCookies(runtime) ? '__Secure-' : ''}next-auth.callback-url`] ?? ''
  const { publicUrl } = runtime.settings
  return returnPath(url.startsWith(`${publicUrl}/`) ? url.slice(publicUrl.length) : undefined)
}
