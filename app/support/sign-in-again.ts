import type { MandateError } from '../../lib/core/errors/index.ts'
import { pageAsked } from '../session.ts'
import { readStrength, signInPath } from '../sign-in/return-path.ts'

/**
 * Where a person whose Digital ID is too weak for what they asked signs in again, stronger, and comes back to the page.
 *
 * @returns `undefined` for errors about something else
 */
export async function signInAgainPath({ code, details }: MandateError): Promise<string | undefined> {
  if (code !== 'ram.identity-too-weak' && code !== 'ram.identity-too-weak-to-link') return undefined
  const needed = readStrength(String(details.needed ?? 'Strong').toUpperCase())
  return signInPath({ returnTo: await pageAsked(), needed })
}
