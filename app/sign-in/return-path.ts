import { type IdentityStrength, identityStrengths } from '../../lib/policy/identity/identity-strength.ts'
import { safePath } from '../support/safe-path.ts'

/** Where to go after sign-in: a page of ours, and none that would only lead back to signing in or out. */
export function returnPath(given: unknown): string {
  const path = safePath(typeof given === 'string' ? given : undefined)
  return /^\/(api|sign-in|sign-out|myid)(\/|\?|$)/.test(path) ? '/home' : path
}

/** The strength that a page asks for, if it is one. */
export function readStrength(given: unknown): IdentityStrength | undefined {
  return identityStrengths.find((strength) => strength === given)
}

export type SignInRequest = {
  returnTo?: string
  needed?: IdentityStrength
  /** Code of an error without its area: `declined`. */
  error?: string
  /** True where a session was there but is over. */
  ended?: boolean
}

/** Path of the sign-in page that says why it is shown. */
export function signInPath({ returnTo, needed, error, ended }: SignInRequest): string {
  const search = new URLSearchParams({
    ...(error === undefined ? {} : { error }),
    ...(ended ? { ended: 'yes' } : {}),
    ...(needed === undefined ? {} : { strength: needed }),
    returnTo: returnPath(returnTo),
  })
  return `/sign-in?${search}`
}
