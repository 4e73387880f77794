import type { IncomingMessage, ServerResponse } from 'node:http'
import { errors, type InteractionResults, type Provider } from 'oidc-provider'
import { fromUtf8 } from '../../core/bytes.ts'
import { MandateError } from '../../core/errors/index.ts'
import { shareWithService } from '../../domain/ram/sharing/share-with-service.ts'
import { bindGrant } from '../../platform/oidc/bound-grants.ts'
import { forgetConsent, rememberConsent, rememberedConsent } from '../../platform/oidc/remembered-consent.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import type { LiveSession } from '../../platform/session/live-session.ts'
import { isFromOurPage } from '../../platform/session/same-origin.ts'
import { acrOf, neededStrength } from '../../policy/identity/acr.ts'
import { type IdentityStrength, isStrongEnough } from '../../policy/identity/identity-strength.ts'
import { answer, answerProblem } from '../http/answer.ts'
import { readBody } from '../http/body.ts'
import { grantConsent } from '../oidc/consent.ts'
import { lifetimes, mount } from './provider.ts'
import { visitorOf } from './visitor.ts'

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>

/**
 * What stands between a relying service's request and its answer: `GET /ram/interaction/UID` sends the person to sign in
 * or to the consent page of the portal, or on, where the consent was remembered; `POST .../answer` is that page's form.
 */
export async function handleInteraction(
  runtime: Runtime,
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [uid = '', act, ...rest] = ((request.url ?? '').split('?')[0] as string).split('/').slice(3)
  const isAnswer = request.method === 'POST' && act === 'answer' && rest.length === 0
  if (!isAnswer && (request.method !== 'GET' || act !== undefined)) {
    return answerProblem(response, new MandateError('common.not-found'))
  }
  const headers = { get: (name: string) => request.headers[name] as string | undefined }
  if (isAnswer && !isFromOurPage(headers, runtime.settings.publicUrl)) {
    return answerProblem(response, new MandateError('identity.other-site'))
  }
  const interaction = await findInteraction(provider, request, response, uid)
  if (interaction === undefined) return goOn(response, `/share/refused?reason=${pageOver}`)
  const finish = async (result: InteractionResults) =>
    leave(response, await provider.interactionResult(request, response, result))

  const needed = neededStrength(interaction.params.acr_values)
  if (needed === undefined) {
    const error_description = 'none of the acr_values is known here'
    return await finish({ error: 'unmet_authentication_requirements', error_description })
  }
  const session = await visitorOf(runtime, request)
  if (session === undefined || !isStrongEnough(session.strength, needed)) {
    return goOn(response, signInPath(`${mount}/interaction/${uid}`, needed))
  }
  const party = { accountId: session.personId, clientId: String(interaction.params.client_id) }
  const scope = String(interaction.params.scope)
  if (!isAnswer) {
    const remembered = (await rememberedConsent(runtime, party))?.scope.split(' ') ?? []
    if (!scope.split(' ').every((word) => remembered.includes(word))) return goOn(response, `/share/${uid}`)
    return await finish(await agree(runtime, provider, interaction, session))
  }
  const form = new URLSearchParams(fromUtf8(await readBody(request, 4 * 1024)))
  if (form.get('answer') !== 'yes') {
    return await finish({ error: 'access_denied', error_description: 'the person did not agree' })
  }
  if (form.get('remember') === 'yes') await rememberConsent(runtime, party, scope)
  else await forgetConsent(runtime, party)
  await finish(await agree(runtime, provider, interaction, session))
}

/** Said in the address of the page that tells why sharing stopped. */
const pageOver = 'page_over'

async function findInteraction(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  uid: string,
): Promise<Interaction | undefined> {
  try {
    const interaction = await provider.interactionDetails(request, response)
    return interaction.uid === uid ? interaction : undefined
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return undefined
    throw error
  }
}

async function agree(
  runtime: Runtime,
  provider: Provider,
  { params }: Interaction,
  { id: sessionId, personId, strength }: LiveSession,
): Promise<InteractionResults> {
  const party = { accountId: personId, clientId: String(params.client_id) }
  const scope = String(params.scope)
  const grantId = await grantConsent(provider, party, scope)
  await bindGrant(runtime, { ...party, grantId, sessionId, lifetime: lifetimes.Grant })
  await shareWithService(runtime, { serviceId: party.clientId, personId, scope, strength })
  return { login: { accountId: personId, acr: acrOf(strength), remember: false }, consent: { grantId } }
}

function signInPath(returnTo: string, needed: IdentityStrength): string {
  return `/sign-in?${new URLSearchParams({ strength: needed, returnTo })}`
}

function goOn(response: ServerResponse, location: string): void {
  answer(response, 303, 'text/plain; charset=utf-8', '', { location, 'cache-control': 'no-store' })
}

/**
 * Sends the browser back towards the service. A redirect would not do after a form: its page allows forms to lead to
 * our own site only, and browsers hold that against redirects, too.
 */
function leave(response: ServerResponse, location: string): void {
  const { pathname } = new URL(location)
  const page = `<!doctype html><html lang="en-AU"><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${pathname}"><title>Going back to the service</title><p>Going back to the service. <a href="${pathname}">Continue</a></p></html>\n`
  answer(response, 200, 'text/html; charset=utf-8', page, {
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
  })
}
