import { type ClientMetadata, type Configuration, errors, type KoaContextWithOIDC, Provider } from 'oidc-provider'
import { minute, second } from '../../core/clock.ts'
import { MandateError } from '../../core/errors/index.ts'
import { createAdapter } from '../../platform/oidc/adapter.ts'
import { pairwiseSubject } from '../../platform/oidc/pairwise-subject.ts'
import { rememberedConsent } from '../../platform/oidc/remembered-consent.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { clientKey, publicJwk } from '../../platform/session/client-key.ts'
import { signedInAddress, signedOutAddress, signInIssuer } from '../../platform/session/issuer.ts'
import { sessionPolicy } from '../../platform/session/policy.ts'
import { acrOf } from '../../policy/identity/acr.ts'
import { identityStrengths } from '../../policy/identity/identity-strength.ts'
import { plainPageHeaders } from '../http/plain-page.ts'
import { grantConsent } from '../oidc/consent.ts'
import { claimsByScope, findAccount } from './accounts.ts'
import { myIdKeys } from './keys.ts'
import { layout, type Page } from './pages/layout.ts'
import { messagePage, signedOutPage, signOutPage } from './pages/messages.ts'
import { style } from './pages/send-page.ts'

/** How long what oidc-provider keeps counts, s. */
const lifetimes = {
  AccessToken: (5 * minute) / second,
  AuthorizationCode: minute / second,
  Grant: sessionPolicy.longest / second,
  IdToken: (10 * minute) / second,
  Interaction: (15 * minute) / second,
  Session: sessionPolicy.longest / second,
}

/** The OpenID provider of the simulated myID, as strict as a real one: code flow, PKCE, `private_key_jwt` with PS256. */
export async function createProvider(runtime: Runtime): Promise<Provider> {
  const { settings, log } = runtime
  const keys = await myIdKeys(runtime)
  const configuration: Configuration = {
    adapter: createAdapter(runtime),
    clients: [await portalClient(runtime)],
    jwks: { keys: [keys.signing as never] },
    cookies: {
      keys: [keys.cookies],
      names: cookieNames,
      long: { httpOnly: true, sameSite: 'lax', path: '/myid' },
    },
    findAccount: async (_context, id) => await findAccount(runtime.store, id),
    loadExistingGrant: async (context) => await grantAlreadyGiven(runtime, context),
    pairwiseIdentifier: async (_context, accountId, client) =>
      pairwiseSubject(runtime.sealer, 'myid', client.clientId, accountId),
    interactions: { url: (_context, { uid }) => `/myid/interaction/${uid}` },
    renderError: async (context, out, error) => {
      const said = mandateErrorOf(out, error)
      respond(context, messagePage(said, settings.publicUrl))
    },
    acrValues: identityStrengths.map(acrOf),
    claims: { ...claimsByScope, acr: null, auth_time: null, iss: null, sid: null },
    scopes: ['openid'],
    responseTypes: ['code'],
    subjectTypes: ['pairwise'],
    pkce: { required: () => true },
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: {
      clientAuthSigningAlgValues: ['PS256'],
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
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context) => askToSignOut(runtime, context),
        postLogoutSuccessSource: (context) => respond(context, signedOutPage(settings.publicUrl)),
      },
    },
  }
  const provider = new Provider(signInIssuer(settings), configuration)
  // The service hands over the public address itself; see `index.ts`.
  provider.proxy = true
  provider.on('server_error', (_context, error) => log.error('the simulated myID failed', error))
  provider.use(async (context, next) => {
    await next()
    replaceBareSignOut(runtime, context as unknown as KoaContextWithOIDC)
  })
  return provider
}

const cookieNames = { session: 'myid.session', interaction: 'myid.interaction', resume: 'myid.resume' }

async function portalClient(runtime: Runtime): Promise<ClientMetadata> {
  const { settings } = runtime
  return {
    client_id: settings.oidcClientId,
    client_name: 'Mandate',
    redirect_uris: [signedInAddress(settings)],
    post_logout_redirect_uris: [signedOutAddress(settings)],
    response_types: ['code'],
    grant_types: ['authorization_code'],
    scope: 'openid profile email',
    subject_type: 'pairwise',
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'PS256',
    id_token_signed_response_alg: 'PS256',
    jwks: { keys: [publicJwk(await clientKey(runtime)) as never] },
  }
}

/** The consent just given, or one that the person wanted remembered; no other, so that everybody else is asked. */
async function grantAlreadyGiven(runtime: Runtime, { oidc }: KoaContextWithOIDC) {
  const given = oidc.result?.consent?.grantId
  if (given !== undefined) return await oidc.provider.Grant.find(given)
  const accountId = oidc.session?.accountId
  const clientId = oidc.client?.clientId
  if (accountId === undefined || clientId === undefined) return undefined
  const scope = (await rememberedConsent(runtime, { accountId, clientId }))?.scope
  if (scope === undefined) return undefined
  return await oidc.provider.Grant.find(await grantConsent(oidc.provider, { accountId, clientId }, scope))
}

function askToSignOut({ settings, sealer }: Runtime, context: KoaContextWithOIDC): void {
  const { session, client, entities } = context.oidc
  const hint = (entities.IdTokenHint as { payload?: { sub?: string } } | undefined)?.payload?.sub
  const accountId = session?.accountId
  // Only who holds the id token of this very session can be sure to be asked for it.
  const isCertain =
    client !== undefined &&
    accountId !== undefined &&
    hint === pairwiseSubject(sealer, 'myid', client.clientId, accountId)
  respond(context, signOutPage({ ...signOutForm(context), isCertain, publicUrl: settings.publicUrl }))
}

/** Where nobody is signed in, the library answers with a bare page of its own that only sends a form on: ours instead. */
function replaceBareSignOut({ settings }: Runtime, context: KoaContextWithOIDC): void {
  const { oidc } = context
  if (oidc?.route !== 'end_session' || context.status !== 200 || oidc.session?.accountId !== undefined) return
  respond(context, signOutPage({ ...signOutForm(context), isCertain: true, publicUrl: settings.publicUrl }))
}

function signOutForm({ oidc }: KoaContextWithOIDC): { action: string; xsrf: string } {
  return { action: oidc.urlFor('end_session_confirm'), xsrf: String(oidc.session?.state?.secret ?? '') }
}

function mandateErrorOf(out: { error: string; error_description?: string }, error: Error): MandateError {
  if (error instanceof errors.SessionNotFound) return new MandateError('identity.page-over')
  if (out.error === 'server_error') return new MandateError('common.internal')
  return new MandateError('identity.request-refused', { reason: out.error_description ?? out.error })
}

function respond(context: KoaContextWithOIDC, page: Page): void {
  context.type = 'html'
  context.set(plainPageHeaders(page))
  context.body = layout(page, style.path)
}
