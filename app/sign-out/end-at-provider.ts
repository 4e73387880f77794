import { z } from 'zod'
import { second } from '../../lib/core/clock.ts'
import type { Runtime } from '../../lib/platform/runtime/runtime.ts'
import { isSignInSimulated, signedOutAddress, signInIssuer } from '../../lib/platform/session/issuer.ts'

/**
 * Where to send the browser so that the session at the identity provider ends too (OpenID Connect RP-Initiated Logout
 * 1.0); our start page where the provider cannot do that, or is not known to have a session.
 */
export async function endAtProvider(runtime: Runtime, idToken: string | undefined): Promise<string> {
  const signedOut = signedOutAddress(runtime.settings)
  const endpoint = idToken === undefined ? undefined : await endSessionEndpoint(runtime)
  if (idToken === undefined || endpoint === undefined) return signedOut
  const address = new URL(endpoint)
  address.searchParams.set('id_token_hint', idToken)
  address.searchParams.set('client_id', runtime.settings.oidcClientId)
  address.searchParams.set('post_logout_redirect_uri', signedOut)
  return address.href
}

const discovery = z.object({ end_session_endpoint: z.url({ protocol: /^https?$/ }).optional() })

async function endSessionEndpoint({ settings, log }: Runtime): Promise<string | undefined> {
  const issuer = signInIssuer(settings)
  if (isSignInSimulated(settings)) return `${issuer}/session/end`
  try {
    const response = await fetch(`${issuer}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(3 * second),
    })
    return discovery.parse(await response.json()).end_session_endpoint
  } catch (error) {
    // Signing out here must not fail because somebody else does not answer.
    log.warn('the identity provider was not told of a sign-out', { reason: (error as Error).name })
    return undefined
  }
}
