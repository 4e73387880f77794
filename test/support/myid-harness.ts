import { constants, createHash, createPrivateKey, type JsonWebKey, randomUUID, sign, verify } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { clientKey, type SigningJwk } from '../../lib/platform/session/client-key.ts'
import { inTransaction } from '../../lib/platform/store/transaction.ts'
import { createDispatcher } from '../../lib/services/http/dispatcher.ts'
import { createMyIdService } from '../../lib/services/myid/index.ts'
import { seedPersonas } from '../../prisma/seed/personas.ts'
import { cookieBrowser } from './cookie-browser.ts'
import { createTestRuntime } from './runtime.ts'

/** The simulated myID behind a real listener, and the relying party's side of the flow written out by hand. */
export async function startMyId() {
  const base = await createTestRuntime('embedded')
  await inTransaction(base.store, seedPersonas)
  const server = createServer((request, response) => void dispatch(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const runtime = { ...base, settings: { ...base.settings, publicUrl: origin } }
  const { random, log } = runtime
  const services = [await createMyIdService(runtime)]
  const dispatch = createDispatcher({ services, pages: undefined, publicUrl: origin, development: false, random, log })
  const key = await clientKey(runtime)
  const redirectUri = `${origin}/api/auth/callback/myid`

  return {
    origin,
    runtime,
    key,
    redirectUri,
    async close() {
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
      await base.close()
    },
    /** A visitor with the code verifier of one sign-in. */
    visitor: () => visitorOf(origin, redirectUri),
    /** Gives a code for tokens, as the portal does; `change` makes it do so wrongly. */
    async redeem(code: string, verifier: string, change: Redeem = {}) {
      const assertion = clientAssertion(change.key ?? key, origin, change.claims, change.header)
      const form = {
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        code_verifier: verifier,
        client_id: 'mandate-portal',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
        ...change.form,
      }
      const present = Object.entries(form).filter((pair): pair is [string, string] => pair[1] !== undefined)
      const response = await fetch(`${origin}/myid/token`, { method: 'POST', body: new URLSearchParams(present) })
      return { status: response.status, body: (await response.json()) as Record<string, string> }
    },
    /** Claims of an id token, after its signature is verified with the published key. */
    async verifiedClaims(idToken: string): Promise<Record<string, unknown>> {
      const { keys } = (await (await fetch(`${origin}/myid/jwks`)).json()) as { keys: (JsonWebKey & { kid: string })[] }
      const [header = '', payload = '', signature = ''] = idToken.split('.')
      const { alg, kid } = JSON.parse(Buffer.from(header, 'base64url').toString())
      const jwk = keys.find((candidate) => candidate.kid === kid)
      if (alg !== 'PS256' || jwk === undefined) throw new Error('not signed as agreed')
      const isRight = verify(
        'sha256',
        Buffer.from(`${header}.${payload}`),
        { key: jwk, format: 'jwk', ...pss },
        Buffer.from(signature, 'base64url'),
      )
      if (!isRight) throw new Error('the signature does not match')
      return JSON.parse(Buffer.from(payload, 'base64url').toString())
    },
  }
}

export type Redeem = {
  form?: Record<string, string | undefined>
  key?: SigningJwk
  claims?: Record<string, unknown>
  header?: Record<string, unknown>
}

const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }

/** A client assertion, RFC 7523 section 3, signed with PS256. */
export function clientAssertion(
  key: SigningJwk,
  origin: string,
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
): string {
  const now = Math.floor(Date.now() / 1_000)
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const content = `${part({ alg: 'PS256', kid: key.kid, ...header })}.${part({
    iss: 'mandate-portal',
    sub: 'mandate-portal',
    aud: `${origin}/myid`,
    jti: randomUUID(),
    iat: now,
    exp: now + 60,
    ...claims,
  })}`
  const privateKey = createPrivateKey({ key: key as JsonWebKey, format: 'jwk' })
  return `${content}.${sign('sha256', Buffer.from(content), { key: privateKey, ...pss }).toString('base64url')}`
}

function visitorOf(origin: string, redirectUri: string) {
  const verifier = randomUUID() + randomUUID()
  const browser = cookieBrowser(origin)
  const visitor = {
    ...browser,
    verifier,
    /** The address that starts a sign-in; `undefined` leaves a parameter out. */
    start(change: Record<string, string | undefined> = {}): string {
      const params = {
        client_id: 'mandate-portal',
        response_type: 'code',
        redirect_uri: redirectUri,
        scope: 'openid profile email',
        state: 'state-1',
        nonce: 'nonce-1',
        prompt: 'login',
        acr_values: ['ip3:cl2', 'ip2:cl2', 'ip1:cl1'].map((tail) => `urn:id.gov.au:tdif:acr:${tail}`).join(' '),
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
        ...change,
      }
      const present = Object.entries(params).filter((pair): pair is [string, string] => pair[1] !== undefined)
      return `/myid/auth?${new URLSearchParams(present)}`
    },
    /** Opens the first page of a sign-in; answers with its address. */
    async begin(change: Record<string, string | undefined> = {}): Promise<string> {
      const { at } = await browser.follow(await browser.get(visitor.start(change)), redirectUri)
      return at
    },
    async codeOn(page: string): Promise<string> {
      return shownCode(await (await browser.get(page)).text())
    },
    /** Goes through provider, person and code; answers with the address that comes then. */
    async prove(page: string, persona: string): Promise<string> {
      await browser.post(`${page}/provider`, { provider: 'myid' })
      await browser.post(`${page}/person`, { persona })
      const answered = await browser.post(`${page}/code`, { code: await visitor.codeOn(page) })
      return (await browser.follow(answered, redirectUri)).at
    },
    /** A whole sign-in; answers with what the relying party is sent. */
    async signIn(persona: string, change: Record<string, string | undefined> = {}, remember = false) {
      const consent = await visitor.prove(await visitor.begin(change), persona)
      if (consent.startsWith(redirectUri)) return new URL(consent).searchParams
      const answered = await browser.post(`${consent}/consent`, {
        answer: 'yes',
        ...(remember ? { remember: 'yes' } : {}),
      })
      return new URL((await browser.follow(answered, redirectUri)).at).searchParams
    },
  }
  return visitor
}

/** The code that a page shows. */
export function shownCode(markup: string): string {
  const code = /id="shown-code"[^>]*>(\d{4})</.exec(markup)?.[1]
  if (code === undefined) throw new Error('the page shows no code')
  return code
}
