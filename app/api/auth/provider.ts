import type { OAuthConfig } from 'next-auth/providers/oauth'
import { second } from '../../../lib/core/clock.ts'
import type { Runtime } from '../../../lib/platform/runtime/runtime.ts'
import { clientKey } from '../../../lib/platform/session/client-key.ts'
import { isSignInSimulated, signInIssuer, simulatedBackChannel } from '../../../lib/platform/session/issuer.ts'
import { acrsSatisfying } from '../../../lib/policy/identity/acr.ts'
import type { IdentityStrength } from '../../../lib/policy/identity/identity-strength.ts'

/** What the id token and the userinfo answer say together. */
export type DigitalIdClaims = {
  sub: string
  acr?: unknown
  given_name?: string
  family_name?: string
  birthdate?: string
  email?: string
}

/**
 * The identity provider for next-auth: authorisation code with PKCE, client proven by `private_key_jwt`. Each sign-in
 * asks who is there, so that a browser left open signs nobody in.
 *
 * @param needed weakest identity that is of use
 */
export async function digitalId(runtime: Runtime, needed: IdentityStrength): Promise<OAuthConfig<DigitalIdClaims>> {
  const { settings } = runtime
  const key = await clientKey(runtime)
  const params = { scope: 'openid profile email', prompt: 'login', acr_values: acrsSatisfying(needed).join(' ') }
  return {
    id: 'myid',
    name: 'Digital ID',
    type: 'oauth',
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    clientId: settings.oidcClientId,
    client: {
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: key.alg,
      id_token_signed_response_alg: key.alg,
    },
    jwks: { keys: [key] as never[] },
    httpOptions: { timeout: 10 * second },
    ...(isSignInSimulated(settings)
      ? simulatedEndpoints(settings, params)
      : { wellKnown: `${signInIssuer(settings)}/.well-known/openid-configuration`, authorization: { params } }),
    userinfo: {
      ...(isSignInSimulated(settings) ? { url: `${simulatedBackChannel(settings)}/me` } : {}),
      // Names come from userinfo only: the id token travels through addresses when signing out. Given the whole token
      // set, the library checks that both speak of the same `sub`; strength counts only where it is signed.
      request: async ({ client, tokens }) => {
        const { acr, sub } = (tokens as unknown as { claims(): DigitalIdClaims }).claims()
        return { ...(await client.userinfo(tokens as never)), acr, sub }
      },
    },
    profile: (claims) => ({ id: claims.sub }),
  }
}

function simulatedEndpoints(settings: Runtime['settings'], params: Record<string, string>) {
  const backChannel = simulatedBackChannel(settings)
  return {
    issuer: signInIssuer(settings),
    authorization: { url: `${signInIssuer(settings)}/auth`, params },
    token: { url: `${backChannel}/token` },
    jwks_endpoint: `${backChannel}/jwks`,
  }
}
