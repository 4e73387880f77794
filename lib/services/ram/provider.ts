import { type Adapter, type Configuration, interactionPolicy, type KoaContextWithOIDC, Provider } from 'oidc-provider'
import { toHex } from '../../core/bytes.ts'
import { minute, second } from '../../core/clock.ts'
import { decisionScope } from '../../domain/ram/sharing/scopes.ts'
import { subjectAt } from '../../domain/ram/sharing/share-with-service.ts'
import { secretOf } from '../../platform/keys/secrets.ts'
import { createAdapter } from '../../platform/oidc/adapter.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { signingKey } from '../../platform/session/client-key.ts'
import { acrOf } from '../../policy/identity/acr.ts'
import { identityStrengths } from '../../policy/identity/identity-strength.ts'
import { claimsByScope, findAccount } from './accounts.ts'
import { findClient } from './clients.ts'

export const mount = '/ram'

/** How long what oidc-provider keeps counts, s. */
export const lifetimes = {
  AccessToken: (5 * minute) / second,
  AuthorizationCode: minute / second,
  ClientCredentials: (5 * minute) / second,
  Grant: (10 * minute) / second,
  IdToken: (5 * minute) / second,
  Interaction: (15 * minute) / second,
  Session: minute / second,
}

const algorithms = ['PS256', 'RS256', 'ES256'] as const

/**
 * RAM as an OpenID provider for relying services. It signs nobody in itself: the portal's session says who is there, so
 * it keeps no session of its own, and each request is answered by that one.
 */
export async function createProvider(runtime: Runtime): Promise<Provider> {
  const { settings, log } = runtime
  const [signing, cookies] = await Promise.all([
    signingKey(runtime, 'ram/signing-key'),
    secretOf(runtime, 'ram/cookies', () => runtime.random.bytes(32)),
  ])
  const configuration: Configuration = {
    adapter: adapters(runtime),
    jwks: { keys: [signing as never] },
    cookies: {
      keys: [toHex(cookies)],
      names: { session: 'ram.session', interaction: 'ram.interaction', resume: 'ram.resume' },
      long: { httpOnly: true, sameSite: 'lax', path: mount },
    },
    findAccount: async (_context, personId, token) => await findAccount(runtime, personId, token),
    loadExistingGrant: async ({ oidc }) => await grantJustGiven(oidc),
    pairwiseIdentifier: async (_context, personId, { clientId }) => subjectAt(runtime, clientId, personId),
    interactions: { url: (_context, { uid }) => `${mount}/interaction/${uid}`, policy: askEachTime() },
    expiresWithSession: () => false,
    renderError: async (context, out, error) => {
      if (out.error === 'server_error') log.error('the provider of RAM failed', error)
      else log.warn('a sharing request was refused', { reason: out.error, detail: out.error_description })
      context.redirect(`/share/refused?${new URLSearchParams({ reason: out.error })}`)
      context.status = 303
    },
    acrValues: identityStrengths.map(acrOf),
    claims: { ...claimsByScope, acr: null, auth_time: null, iss: null },
    scopes: ['openid', decisionScope],
    responseTypes: ['code'],
    subjectTypes: ['pairwise'],
    pkce: { required: () => true },
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: {
      clientAuthSigningAlgValues: [...algorithms],
      idTokenSigningAlgValues: ['PS256'],
      userinfoSigningAlgValues: ['PS256'],
      authorizationSigningAlgValues: ['PS256'],
    },
    clientDefaults: { id_token_signed_response_alg: 'PS256', token_endpoint_auth_method: 'private_key_jwt' },
    conformIdTokenClaims: true,
    allowOmittingSingleRegisteredRedirectUri: false,
    clientBasedCORS: () => false,
    ttl: lifetimes,
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      rpInitiatedLogout: { enabled: false },
    },
  }
  const provider = new Provider(issuerOf(settings), configuration)
  // The service hands over the public address itself; see `index.ts`.
  provider.proxy = true
  provider.on('server_error', (_context, error) => log.error('the provider of RAM failed', error))
  return provider
}

/** RAM's issuer identifier. */
export function issuerOf({ publicUrl }: Pick<Runtime['settings'], 'publicUrl'>): string {
  return publicUrl + mount
}

function adapters(runtime: Runtime): (model: string) => Adapter {
  const stored = createAdapter(runtime, 'ram/')
  return (model) => {
    const adapter = stored(model)
    if (model === 'Client') return { ...adapter, find: (id) => findClient(runtime.store, id) }
    if (model !== 'Session') return adapter
    return { ...adapter, upsert: async () => {}, find: async () => undefined, findByUid: async () => undefined }
  }
}

/** Whoever was there a moment ago may be gone: the portal is asked each time. */
function askEachTime(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base()
  policy
    .get('login')
    ?.checks.add(
      new interactionPolicy.Check(
        'portal_session',
        'the portal says who is there',
        'login_required',
        (context) => context.oidc.result?.login === undefined,
      ),
    )
  return policy
}

async function grantJustGiven({ result, provider }: KoaContextWithOIDC['oidc']) {
  const given = result?.consent?.grantId
  return given === undefined ? undefined : await provider.Grant.find(given)
}
