import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { toHex } from '../../../core/bytes.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { demonstration, demonstrationCallback } from '../../../domain/ram/sharing/demonstration.ts'
import { decisionScope } from '../../../domain/ram/sharing/scopes.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { ownAddress } from '../../../platform/session/issuer.ts'
import { answer } from '../../http/answer.ts'
import { type Html, html } from '../../http/html.ts'
import { plainPageHeaders, stylesheet } from '../../http/plain-page.ts'
import type { Service } from '../../http/service.ts'
import { clientAssertion } from './client-assertion.ts'

const style = stylesheet(new URL('../../myid/pages/style.css', import.meta.url), demonstration.path)

/** Sign-ins under way live in a cookie for that long, s. */
const lifetime = 900

/**
 * A relying service as a maker of one would write it, for the sandbox: signs a person in through RAM, and shows what it
 * is told and how a decision about the first business comes out. It keeps nothing.
 */
export async function createDemonstrationService(runtime: Runtime): Promise<Service> {
  const { settings, random } = runtime
  const back = `${ownAddress(settings)}/ram`
  return {
    name: 'portal',
    prefixes: [demonstration.path],
    async handle(request, response) {
      const url = new URL(request.url ?? '/', settings.publicUrl)
      const page = url.pathname.slice(demonstration.path.length)
      if (url.pathname === style.path) return style.send(response)
      if (request.method !== 'GET') throw new MandateError('common.not-found')
      if (page === '') return show(response, begin)
      if (page === 'start') return start(response)
      if (page === 'callback') return await finish(response, url.searchParams, request.headers.cookie ?? '')
      throw new MandateError('common.not-found')
    },
  }

  function start(response: ServerResponse): void {
    const [state, verifier] = [toHex(random.bytes(16)), toHex(random.bytes(32))]
    const params = new URLSearchParams({
      client_id: demonstration.id,
      response_type: 'code',
      redirect_uri: demonstrationCallback(settings),
      scope: 'openid profile tdif_business_authorisations',
      state,
      nonce: state,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    })
    answer(response, 303, 'text/plain; charset=utf-8', '', {
      location: `${settings.publicUrl}/ram/auth?${params}`,
      'set-cookie': `${cookieName}=${state}.${verifier}; Path=${demonstration.path}; Max-Age=${lifetime}; HttpOnly; SameSite=Lax`,
      'cache-control': 'no-store',
    })
  }

  async function finish(response: ServerResponse, given: URLSearchParams, cookies: string): Promise<void> {
    const [, state, verifier] = new RegExp(`(?:^|; )${cookieName}=([0-9a-f]+)\\.([0-9a-f]+)`).exec(cookies) ?? []
    const code = given.get('code')
    if (state === undefined || given.get('state') !== state) return show(response, stopped('This sign-in is not mine.'))
    if (code === null) return show(response, stopped(`RAM answered: ${given.get('error') ?? 'nothing'}.`))
    const { access_token: access } = await token({
      grant_type: 'authorization_code',
      code,
      redirect_uri: demonstrationCallback(settings),
      code_verifier: verifier as string,
    })
    if (access === undefined) return show(response, stopped('RAM gave no token for the code.'))
    const person = await ask('me', { authorization: `Bearer ${access}` })
    const [first] = (person.tdif_business_authorisations ?? []) as { abn: string }[]
    const decision = first && (await decide({ subject: person.sub, abn: first.abn, service: 'usi' }))
    show(response, result(person, decision))
  }

  async function decide(question: object): Promise<object> {
    const { access_token: own } = await token({ grant_type: 'client_credentials', scope: decisionScope })
    const headers = { authorization: `Bearer ${own}`, 'content-type': 'application/json' }
    return await ask('decisions', headers, JSON.stringify(question))
  }

  async function token(form: Record<string, string>): Promise<{ access_token?: string }> {
    const proof = {
      client_id: demonstration.id,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await clientAssertion(runtime),
    }
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return await ask('token', headers, new URLSearchParams({ ...form, ...proof }).toString())
  }

  async function ask(path: string, headers: Record<string, string>, body?: string): Promise<Record<string, unknown>> {
    const response = await fetch(`${back}/${path}`, { method: body === undefined ? 'GET' : 'POST', headers, body })
    return (await response.json()) as Record<string, unknown>
  }
}

const cookieName = 'demonstration'

function show(response: ServerResponse, body: Html): void {
  const page = html`<html lang="en-AU"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Demonstration service</title><link rel="icon" href="data:,"><link rel="stylesheet" href="${style.path}"></head><body><section class="notice" aria-label="About this site"><p><strong>Not a government service.</strong> A made-up relying service of the sandbox.</p></section><main id="main"><h1>Demonstration service</h1>${body}</main></body></html>`
  answer(response, 200, 'text/html; charset=utf-8', `<!DOCTYPE html>\n${page.markup}\n`, plainPageHeaders())
}

const begin = html`<p>This service lets people in through RAM, and is told which businesses they act for.</p><p><a href="${demonstration.path}start">Sign in through RAM</a></p>`

function stopped(why: string): Html {
  return html`<p role="alert">You are not signed in. ${why}</p><p><a href="${demonstration.path}">Start again</a></p>`
}

function result(person: object, decision: object | undefined): Html {
  return html`<h2>What RAM says about you</h2><pre>${JSON.stringify(person, null, 2)}</pre>
<h2>May you use the USI web services for the first business?</h2>
${decision === undefined ? html`<p>RAM names no business of yours.</p>` : html`<pre>${JSON.stringify(decision, null, 2)}</pre>`}
<p><a href="${demonstration.path}">Start again</a></p>`
}
