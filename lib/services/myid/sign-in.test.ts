import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startMyId } from '../../../test/support/myid-harness.ts'
import { minute } from '../../core/clock.ts'
import { signingKey } from '../../platform/session/client-key.ts'
import { createMyIdService } from './index.ts'

let myId: Awaited<ReturnType<typeof startMyId>>
beforeAll(async () => {
  myId = await startMyId()
})
afterAll(() => myId.close())

describe('a sign-in with the simulated myID', () => {
  it('says in its discovery document what it does, with public addresses whatever the host header says', async () => {
    const answer = await fetch(`${myId.origin}/myid/.well-known/openid-configuration`, {
      headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    })
    expect(await answer.json()).toMatchObject({
      issuer: `${myId.origin}/myid`,
      authorization_endpoint: `${myId.origin}/myid/auth`,
      token_endpoint: `${myId.origin}/myid/token`,
      end_session_endpoint: `${myId.origin}/myid/session/end`,
      response_types_supported: ['code'],
      subject_types_supported: ['pairwise'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['PS256'],
      code_challenge_methods_supported: ['S256'],
    })
  })

  it.each([
    ['olivia', 'ip3:cl2', 'Olivia', 'Nguyen'],
    ['marcus', 'ip2:cl2', 'Marcus', 'Webb'],
    ['tom', 'ip1:cl1', 'Tom', 'Baker'],
    ['grace', 'ip3:cl2', 'Grace', "O'Connor"],
  ])('proves %s with %s, and tells the name to who holds the access token only', async (id, acr, given, family) => {
    const visitor = myId.visitor()
    const answer = await visitor.signIn(id)
    expect(answer.get('state')).toBe('state-1')
    expect(answer.get('iss')).toBe(`${myId.origin}/myid`)
    const { status, body } = await myId.redeem(answer.get('code') as string, visitor.verifier)
    expect(status).toBe(200)
    const claims = await myId.verifiedClaims(body.id_token as string)
    expect(claims).toMatchObject({ acr: `urn:id.gov.au:tdif:acr:${acr}`, nonce: 'nonce-1', aud: 'mandate-portal' })
    expect(claims).not.toHaveProperty('family_name')
    expect(claims.sub).not.toContain(id)
    const info = await fetch(`${myId.origin}/myid/me`, { headers: { authorization: `Bearer ${body.access_token}` } })
    expect(await info.json()).toEqual({
      sub: claims.sub,
      given_name: given,
      family_name: family,
      birthdate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      email: `${id}@example.com`,
    })
  })

  it('knows the same person by the same name the next time, and asks who is there each time', async () => {
    const subjects = []
    const visitor = myId.visitor()
    for (let time = 0; time < 2; time++) {
      const page = await visitor.begin()
      expect(page).toContain('/myid/interaction/')
      const consent = await visitor.prove(page, 'priya')
      const answered = await visitor.post(`${consent}/consent`, { answer: 'yes' })
      const { at } = await visitor.follow(answered, myId.redirectUri)
      const { body } = await myId.redeem(new URL(at).searchParams.get('code') as string, visitor.verifier)
      subjects.push((await myId.verifiedClaims(body.id_token as string)).sub)
    }
    expect(subjects[0]).toBe(subjects[1])
  })

  it('lets somebody else sign in on the same browser without a page in between', async () => {
    const visitor = myId.visitor()
    await visitor.signIn('olivia')
    const answer = await visitor.signIn('tom')
    const { body } = await myId.redeem(answer.get('code') as string, visitor.verifier)
    expect(await myId.verifiedClaims(body.id_token as string)).toMatchObject({ acr: 'urn:id.gov.au:tdif:acr:ip1:cl1' })
  })

  it('does not ask again for a consent that was remembered, and asks again once it is not', async () => {
    const visitor = myId.visitor()
    await visitor.signIn('henry', {}, true)
    const straight = await visitor.prove(await visitor.begin(), 'henry')
    expect(straight).toContain(`${myId.redirectUri}?code=`)
    const asked = await visitor.prove(await visitor.begin(), 'marcus')
    expect(asked).toContain('/myid/interaction/')
  })
})

describe('what the simulated myID refuses to redeem', () => {
  async function freshCode() {
    const visitor = myId.visitor()
    return { code: (await visitor.signIn('olivia')).get('code') as string, verifier: visitor.verifier }
  }

  it('a code used twice; what it gave counts no more', async () => {
    const { code, verifier } = await freshCode()
    const first = await myId.redeem(code, verifier)
    expect(await myId.redeem(code, verifier)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    const info = await fetch(`${myId.origin}/myid/me`, {
      headers: { authorization: `Bearer ${first.body.access_token}` },
    })
    expect(info.status).toBe(401)
  })

  it('a code with another verifier, or none', async () => {
    const { code } = await freshCode()
    expect(await myId.redeem(code, 'x'.repeat(50))).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    const none = await myId.redeem(code, '', { form: { code_verifier: undefined } })
    expect(none).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  it('a code for another redirect address', async () => {
    const { code, verifier } = await freshCode()
    const answer = await myId.redeem(code, verifier, { form: { redirect_uri: 'https://evil.example/' } })
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  it('a client that does not prove itself', async () => {
    const { code, verifier } = await freshCode()
    const otherKey = await signingKey(myId.runtime, 'test/other-key')
    const past = Math.floor(Date.now() / 1_000) - 3_600
    const attempts = [
      { form: { client_assertion: undefined, client_assertion_type: undefined } },
      { form: { client_assertion: undefined, client_assertion_type: undefined, client_secret: 'guess' } },
      { key: { ...otherKey, kid: myId.key.kid } },
      { header: { alg: 'none' } },
      { header: { alg: 'RS256' } },
      { claims: { aud: 'https://other.example/' } },
      { claims: { iss: 'somebody' } },
      { claims: { sub: 'somebody' } },
      { claims: { exp: past } },
      { claims: { exp: undefined } },
      { claims: { jti: undefined } },
      { form: { client_id: 'nobody' } },
    ]
    for (const attempt of attempts) {
      const { status, body } = await myId.redeem(code, verifier, attempt)
      expect([status, body.error], JSON.stringify(attempt)).toEqual([
        expect.toSatisfy((given) => given === 400 || given === 401),
        expect.stringMatching(/^invalid_(client|request|grant)$/),
      ])
      expect(body).not.toHaveProperty('access_token')
    }
    expect((await myId.redeem(code, verifier)).status).toBe(200)
  })

  it('a client assertion sent twice', async () => {
    const jti = 'only-once'
    const first = await freshCode()
    expect((await myId.redeem(first.code, first.verifier, { claims: { jti } })).status).toBe(200)
    const second = await freshCode()
    expect(await myId.redeem(second.code, second.verifier, { claims: { jti } })).toMatchObject({
      body: { error: 'invalid_client' },
    })
  })

  it('a code that lapsed', async () => {
    const { code, verifier } = await freshCode()
    myId.runtime.clock.advance(minute)
    expect(await myId.redeem(code, verifier)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })
})

describe('requests that the simulated myID does not take', () => {
  it.each([
    ['no code challenge', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['another response type', { response_type: 'id_token' }, 'unsupported_response_type'],
    ['a sign-in without asking', { prompt: 'none' }, 'login_required'],
    ['scopes that do not exist', { scope: 'profile' }, 'invalid_request'],
    ['strengths that do not exist', { acr_values: 'urn:x:super' }, 'unmet_authentication_requirements'],
  ])('%s: the service is told', async (_name, change, error) => {
    const visitor = myId.visitor()
    const { at } = await visitor.follow(await visitor.get(visitor.start(change)), myId.redirectUri)
    expect(at.startsWith(myId.redirectUri), at).toBe(true)
    expect(at).toContain(`error=${error}`)
    expect(at).not.toMatch(/[?&#]code=/)
  })

  it.each<[string, { client_id?: string; redirect_uri?: string }]>([
    ['an unknown service', { client_id: 'nobody' }],
    ['another redirect address', { redirect_uri: 'https://evil.example/callback' }],
    ['a redirect address with more behind it', { redirect_uri: 'REDIRECT/../../evil' }],
    ['no redirect address', { redirect_uri: undefined }],
  ])('%s: a page says so, and the browser is sent nowhere', async (_name, change) => {
    const visitor = myId.visitor()
    const fixed = { ...change }
    if (fixed.redirect_uri !== undefined) fixed.redirect_uri = fixed.redirect_uri.replace('REDIRECT', myId.redirectUri)
    const response = await visitor.get(visitor.start(fixed))
    expect(response.status).toBe(400)
    expect(response.headers.get('location')).toBeNull()
    const page = await response.text()
    expect(page).toContain('<h1>This sign-in request cannot be used</h1>')
    expect(page).toContain('Not a government service.')
  })

  it('text in a request never becomes markup', async () => {
    const visitor = myId.visitor()
    const response = await visitor.get(visitor.start({ client_id: '<script>alert(1)</script>' }))
    expect(await response.text()).not.toContain('<script>')
    expect(response.headers.get('content-security-policy')).toContain("script-src 'none'")
  })

  it.each([{ mode: 'production' as const }, { oidcIssuer: 'https://id.example' }])(
    'nothing answers where a real issuer signs people in: %j',
    async (settings) => {
      const runtime = { ...myId.runtime, settings: { ...myId.runtime.settings, ...settings } }
      const service = await createMyIdService(runtime)
      const server = createServer((request, response) => void service.handle(request, response))
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const { port } = server.address() as AddressInfo
      for (const path of ['/myid/.well-known/openid-configuration', '/myid/auth', '/myid/interaction/x', '/myid/']) {
        expect((await fetch(`http://127.0.0.1:${port}${path}`)).status).toBe(404)
      }
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
    },
  )
})
