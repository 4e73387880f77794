import { generateKeyPairSync, type JsonWebKey } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Provider } from 'oidc-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { freePort, type StartedServer, startServer } from '../support/server.ts'

describe('another issuer signs people in, by settings alone', () => {
  const browser = useBrowser()
  const folder = mkdtempSync(join(tmpdir(), 'mandate-issuer-'))
  const claims: Record<string, unknown> = {}
  let acr = ''
  let mandate: StartedServer
  let issuer: Server

  beforeAll(async () => {
    const key = newKey('client')
    writeFileSync(join(folder, 'client.json'), JSON.stringify(key))
    const address = `http://127.0.0.1:${await freePort()}`
    mandate = await startServer({
      MANDATE_OIDC_ISSUER: address,
      MANDATE_OIDC_CLIENT_ID: 'someone-elses-name',
      MANDATE_OIDC_CLIENT_KEY: join(folder, 'client.json'),
    })
    issuer = await startIssuer(address, mandate.at.http, key)
  })
  afterAll(async () => {
    await mandate?.stop()
    issuer?.close()
    issuer?.closeAllConnections()
    rmSync(folder, { recursive: true, force: true })
  })

  it('and says who it is and how strong', async () => {
    acr = 'urn:id.gov.au:tdif:acr:ip2p:cl3'
    Object.assign(claims, { given_name: 'Ruth', family_name: 'Park', email: 'ruth@example.com' })
    const page = await browser.visitor()
    await page.goto(`${mandate.at.http}/home`)
    await page.getByRole('button', { name: 'Continue with Digital ID' }).click()
    await page.getByRole('banner').getByText('Ruth Park').waitFor()
    await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(/signed-out=yes/)
    await page.goto(`${mandate.at.http}/home`)
    expect(new URL(page.url()).pathname).toBe('/sign-in')
  })

  it.each([
    ['a strength that does not exist', 'urn:mace:incommon:iap:silver', 'Ruth', 'Your identity strength is not known'],
    ['no strength', '', 'Ruth', 'Your identity strength is not known'],
    ['no name', 'urn:id.gov.au:tdif:acr:ip3:cl2', ' ', 'Your name is missing'],
  ])('but not with %s', async (_name, given, name, title) => {
    acr = given
    claims.given_name = name
    const page = await browser.visitor()
    await page.goto(`${mandate.at.http}/home`)
    await page.getByRole('button', { name: 'Continue with Digital ID' }).click()
    await page.getByRole('region', { name: title }).waitFor()
  })

  it('and the simulated one is closed', async () => {
    expect((await fetch(`${mandate.at.http}/myid/.well-known/openid-configuration`)).status).toBe(404)
  })

  it('and a person reads so when it does not answer', async () => {
    await new Promise((resolve) => {
      issuer.close(resolve)
      issuer.closeAllConnections()
    })
    const page = await browser.visitor()
    await page.goto(`${mandate.at.http}/home`)
    await page.getByRole('button', { name: 'Continue with Digital ID' }).click()
    await page.getByRole('region', { name: 'Digital ID does not answer' }).waitFor()
  })

  /** An issuer that is not ours: it asks nothing and agrees to everything. */
  async function startIssuer(address: string, portal: string, clientKey: JsonWebKey): Promise<Server> {
    const { kty, n, e, kid } = clientKey
    const provider = new Provider(address, {
      clients: [
        {
          client_id: 'someone-elses-name',
          redirect_uris: [`${portal}/api/auth/callback/myid`],
          post_logout_redirect_uris: [`${portal}/?signed-out=yes`],
          token_endpoint_auth_method: 'private_key_jwt',
          id_token_signed_response_alg: 'PS256',
          jwks: { keys: [{ kty, n, e, kid, alg: 'PS256' } as never] },
        },
      ],
      jwks: { keys: [newKey('issuer') as never] },
      acrValues: ['urn:id.gov.au:tdif:acr:ip2p:cl3', 'urn:id.gov.au:tdif:acr:ip3:cl2', 'urn:mace:incommon:iap:silver'],
      cookies: { keys: ['for this test only'] },
      claims: { openid: ['sub'], profile: ['given_name', 'family_name'], email: ['email'], acr: null },
      findAccount: (_context, accountId) => ({ accountId, claims: async () => ({ sub: accountId, ...claims }) }),
      interactions: { url: (_context, { uid }) => `/agree/${uid}` },
      features: {
        devInteractions: { enabled: false },
        rpInitiatedLogout: {
          enabled: true,
          logoutSource: (context, form) => {
            context.body = `${form}<script>document.forms[0].submit()</script>`
          },
        },
      },
    })
    const answer = provider.callback()
    const server = createServer((request, response) => {
      if (request.url?.startsWith('/agree/')) void agree(request, response)
      else void answer(request, response)
    })
    async function agree(...[request, response]: Parameters<typeof answer>) {
      const { prompt, session } = await provider.interactionDetails(request, response)
      if (prompt.name === 'login') {
        const login = { accountId: 'ruth', ...(acr === '' ? {} : { acr }) }
        return await provider.interactionFinished(request, response, { login })
      }
      const grant = new provider.Grant({ accountId: session?.accountId, clientId: 'someone-elses-name' })
      grant.addOIDCScope('openid profile email')
      await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } })
    }
    await new Promise<void>((resolve) => server.listen(Number(new URL(address).port), '127.0.0.1', resolve))
    return server
  }
})

function newKey(kid: string): JsonWebKey {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { ...privateKey.export({ format: 'jwk' }), kid, alg: 'PS256', use: 'sig' }
}
