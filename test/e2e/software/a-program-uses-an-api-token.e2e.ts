import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { problemOn } from '../support/problem.ts'
import { signIn } from '../support/sign-in.ts'

const banksia = '11000002568'
const path = `/businesses/${banksia}/api-tokens`

describe('a program uses an API token', () => {
  const browser = useBrowser()

  it('from creating it to its end', async () => {
    const page = await browser.visitor()
    await signIn(page, 'priya', path)
    await page.getByRole('link', { name: 'Create token' }).click()
    await page.getByRole('button', { name: 'Create token' }).click()
    expect(await problemOn(page)).toContain('Enter a name for the token.')
    await fill(page, 'nightly list')
    await page.getByRole('heading', { name: 'Token “nightly list” is ready' }).waitFor()
    const token = await shownToken(page)
    expect(token).toMatch(/^mandate_[\w-]{43}$/)

    const list = await ask('GET', `/businesses/${banksia}/authorisations?pageSize=2`, token)
    expect(list.status).toBe(200)
    expect(((await list.json()) as { rows: unknown[] }).rows).toHaveLength(2)
    expect((await ask('GET', `/businesses/${banksia}/history`, token)).status).toBe(403)
    expect((await ask('GET', '/businesses/27809366375', token)).status).toBe(403)

    await page.reload()
    await page.getByRole('heading', { name: 'The token was shown already' }).waitFor()
    expect(await page.content()).not.toContain(token)
    await page.getByRole('link', { name: 'See all tokens' }).click()
    const row = page.getByRole('row').filter({ hasText: 'nightly list' })
    await row.waitFor()
    expect(await row.innerText()).toMatch(/Works[\s\S]*See representatives[\s\S]*Priya Sharma/)
    expect(await page.content()).not.toContain(token)
    await row.getByRole('link', { name: /^Revoke/ }).click()
    await page.getByRole('button', { name: 'Yes, revoke' }).click()
    await page.getByRole('heading', { name: 'The token is revoked' }).waitFor()

    const refused = await ask('GET', '/token', token)
    expect(refused.status).toBe(401)
    expect(await refused.json()).toMatchObject({ code: 'api.token-revoked' })
    await page.goto(`/businesses/${banksia}/history?search=nightly`)
    expect(await page.getByRole('main').innerText()).toMatch(/API token revoked[\s\S]*API token created/)
  })

  it('without JavaScript as well', async () => {
    const page = await browser.visitor({ javaScriptEnabled: false })
    await signIn(page, 'priya', `${path}/new`)
    await fill(page, 'no script')
    expect((await ask('GET', '/token', await shownToken(page))).status).toBe(200)
  })

  it('and a session of the portal opens no route', async () => {
    const page = await browser.visitor()
    await signIn(page, 'priya')
    const status = await page.evaluate(
      async (address) => (await fetch(address)).status,
      `/api/v1/businesses/${banksia}/authorisations`,
    )
    expect(status).toBe(401)
  })

  it('by a reference page that anybody can read', async () => {
    const page = await browser.visitor()
    await page.goto('/api/v1')
    await page.getByRole('heading', { name: 'API reference' }).waitFor()
    await page.getByRole('navigation').getByRole('link', { name: 'Authorise a person' }).click()
    expect(await page.getByRole('article', { name: 'Authorise a person' }).innerText()).toContain('POST')
    const document = await (await fetch(`${inject('servedAt').http}/api/v1/openapi.json`)).json()
    expect(document).toMatchObject({ openapi: '3.1.0' })
  })

  async function fill(page: Page, name: string): Promise<void> {
    await page.getByLabel('Name').fill(name)
    await page.getByLabel('See representatives').check()
    await page.getByRole('button', { name: 'Create token' }).click()
  }

  async function shownToken(page: Page): Promise<string> {
    const code = page.getByRole('main').locator('pre code')
    await code.waitFor()
    return (await code.textContent()) ?? ''
  }

  async function ask(method: string, address: string, token: string): Promise<Response> {
    const headers = { authorization: `Bearer ${token}` }
    return await fetch(`${inject('servedAt').http}/api/v1${address}`, { method, headers })
  }
})
