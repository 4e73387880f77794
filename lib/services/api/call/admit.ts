import type { IncomingMessage } from 'node:http'
import { MandateError } from '../../../core/errors/index.ts'
import { type AdmittedToken, admitApiToken } from '../../../domain/ram/api-tokens/admit-api-token.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import type { ApiRight } from '../../../policy/permissions/api-rights.ts'

/**
 * Checks the token of a request. Cookies are nothing here, so that no page of another site can act for somebody who is
 * signed in.
 *
 * @throws MandateError `api.no-token`, `api.token-*`
 */
export async function admit(runtime: Runtime, request: IncomingMessage): Promise<AdmittedToken> {
  const header = request.headers.authorization
  if (header === undefined) throw new MandateError('api.no-token')
  const secret = /^bearer +(\S+)$/i.exec(header.trim())?.[1]
  if (secret === undefined) throw new MandateError('api.token-unknown')
  return await admitApiToken(runtime, secret)
}

/**
 * Refuses what the token is not for: a business that it names not, a right that it lacks.
 *
 * @throws MandateError `api.other-business`, `api.right-missing`
 */
export function requireRight(token: AdmittedToken, right: ApiRight | 'any', abn: string | undefined): void {
  if (abn !== undefined && abn.replace(/\s/g, '') !== token.abn) throw new MandateError('api.other-business')
  if (right !== 'any' && !token.rights.includes(right)) throw new MandateError('api.right-missing', { right })
}
