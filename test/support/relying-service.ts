import { createHash, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { encode } from 'next-auth/jwt'
import type { UseCaseContext } from '../../lib/domain/context.ts'
import { decisionScope } from '../../lib/domain/ram/sharing/scopes.ts'
import { publicJwk, signingKey } from '../../lib/platform/session/client-key.ts'
import { sessionSecret } from '../../lib/platform/session/secret.ts'
import { startSession } from '../../lib/platform/session/start-session.ts'
import { createDispatcher } from '../../lib/services/http/dispatcher.ts'
import { createDemonstrationService } from '../../lib/services/ram/demonstration/index.ts'
import { createRamService } from '../../lib/services/ram/index.ts'
import { seedRelyingServices } from '../../prisma/seed/relying-services.ts'
import { cookieBrowser } from './cookie-browser.ts'
import { clientAssertion } from './myid-harness.ts'
import type { RamWorld } from './ram.ts'

/** RAM's attribute provider behind a real listener, and two relying services' side of it written out by hand. */
export async function startAttributeProvider(world: RamWorld) {
  const server = createServer((request, response) => void dispatch(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { port } = server.address() as AddressInfo
  const settings = { ...world.runtime.settings, publicUrl: origin, host: '127.0.0.1', httpPort: port }
  const runtime = { ...world.runtime, settings }
  const { random, log } = runtime
  const services = [await createRamService(runtime), await createDemonstrationService(runtime)]
  await seedRelyingServices(runtime)
  const dispatch = createDispatcher({ services, pages: undefined, publicUrl: origin, development: false, random, log })
  const keys = { usi: await signingKey(runtime, 'test/usi'), tax: await signingKey(runtime, 'test/tax') }
  const register = (id: 'usi' | 'tax', scopes: string[], serviceIds: string[]) =>
    runtime.store.relyingService.create({
      data: {
        id,
        name: `Service ${id}`,
        purpose: 'For tests.',
        keys: { keys: [publicJwk(keys[id])] } as object,
        redirectUris: [redirectUri(id)],
        scopes,
        serviceIds,
        createdAt: new Date(runtime.clock.now()),
      },
    })
  await register('usi', ['openid', 'profile', 'tdif_business_authorisations', decisionScope], ['usi', 'dsp'])
  await register('tax', ['openid', 'tdif_business_authorisations'], ['osb'])

  const token = async (
    id: 'usi' | 'tax',
    form: Record<string, string>,
    change: { key?: 'usi' | 'tax'; claims?: object } = {},
  ) => {
    const claims = { iss: id, sub: id, aud: `${origin}/ram`, ...change.claims }
    const body = new URLSearchParams({
      client_id: id,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: clientAssertion(keys[change.key ?? id], origin, claims, { kid: keys[id].kid }),
      ...form,
    })
    const response = await fetch(`${origin}/ram/token`, { method: 'POST', body })
    return { status: response.status, body: (await response.json()) as Record<string, string> }
  }

  return {
    origin,
    runtime,
    token,
    async close() {
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
    },
    /** The browser of a person, signed in to the portal where one is given. */
    async browserOf(context?: UseCaseContext) {
      const browser = cookieBrowser(origin)
      if (context === undefined) return { ...browser, sessionId: '' }
      const { personId, strength, givenNames, familyName } = context.actor
      const sessionId = await startSession(runtime, { personId, strength })
      const value = await encode({
        token: { sessionId, personId, strength, givenNames, familyName } as never,
        secret: await sessionSecret(runtime),
        maxAge: 3600,
      })
      browser.cookies.set('/ session', { name: 'next-auth.session-token', value, path: '/' })
      return { ...browser, sessionId }
    },
    /** Asks for a sign-in; answers with where the browser ends up. */
    async begin(browser: Browser, id: 'usi' | 'tax', change: Record<string, string> = {}): Promise<string> {
      const params = {
        client_id: id,
        response_type: 'code',
        redirect_uri: redirectUri(id),
        scope: 'openid tdif_business_authorisations',
        state: 'state-1',
        nonce: 'nonce-1',
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
        ...change,
      }
      const first = await browser.get(`/ram/auth?${new URLSearchParams(params)}`)
      let { response, at } = await browser.follow(first, 'https://')
      // The page that sends the browser on without a redirect.
      const onwards = /url=(\/ram\/[^"]+)"/.exec(at.startsWith('https://') ? '' : await response.text())?.[1]
      if (onwards !== undefined) ({ at } = await browser.follow(await browser.get(onwards), 'https://'))
      return at
    },
    /** Answers the consent page; ends at the service. */
    async answer(browser: Browser, at: string, form: Record<string, string> = { answer: 'yes' }, headers = {}) {
      const path = `${new URL(at).pathname.replace('/share/', '/ram/interaction/')}/answer`
      const page = await browser.post(path, form, headers)
      const onwards = /url=(\/ram\/[^"]+)"/.exec(await page.text())?.[1]
      if (onwards === undefined) return { status: page.status, search: new URLSearchParams() }
      const { at: end } = await browser.follow(await browser.get(onwards), 'https://')
      return { status: page.status, search: new URL(end).searchParams }
    },
    async redeem(id: 'usi' | 'tax', code: string, change: Parameters<typeof token>[2] & { form?: object } = {}) {
      const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri(id), code_verifier: verifier }
      return await token(id, { ...form, ...change.form }, change)
    },
    async userinfo(accessToken: string) {
      const response = await fetch(`${origin}/ram/me`, { headers: { authorization: `Bearer ${accessToken}` } })
      return { status: response.status, body: (await response.json()) as Record<string, unknown> }
    },
    async decide(question: unknown, headers: Record<string, string>) {
      const response = await fetch(`${origin}/ram/decisions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(question),
      })
      const type = response.headers.get('content-type')?.split(';')[0]
      const asks = response.headers.get('www-authenticate')
      return { status: response.status, type, asks, body: (await response.json()) as Record<string, unknown> }
    },
  }
}

type Browser = ReturnType<typeof cookieBrowser>

const verifier = randomUUID() + randomUUID()

function redirectUri(id: string): string {
  return `https://${id}.example/callback`
}
