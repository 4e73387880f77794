import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { mandate } from '../support/cli.ts'
import { type StartedServer, startServer } from '../support/server.ts'

/** What a tester does in the sandbox's console. It replaces the whole world, so it has a server of its own. */
describe('a tester works the console', () => {
  const browser = useBrowser()
  const folder = mkdtempSync(join(tmpdir(), 'mandate-console-'))
  const keystore = join(folder, 'keystore.xml')
  let server: StartedServer
  let page: Page
  let abn = ''

  beforeAll(async () => {
    server = await startServer()
    page = await browser.visitor({ baseURL: server.at.http })
  })
  afterAll(async () => {
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const kit = (...args: string[]) =>
    mandate(args, { MANDATE_URL: server.at.https, MANDATE_KEYSTORE_PASSWORD: 'Console-Only-9' })
  const open = async (tab: string) => {
    await page.getByRole('navigation', { name: 'Sandbox console' }).getByRole('link', { name: tab }).click()
    await page.getByRole('heading', { level: 1, name: tab === 'Overview' ? 'Sandbox console' : tab }).waitFor()
  }

  it('makes up a person, and a business that the person is an associate of', async () => {
    await page.goto('/console')
    await open('People')
    await page.getByRole('link', { name: 'Make up a person' }).click()
    await page.getByLabel('Short name').fill('vera')
    await page.getByLabel('Given names').fill('Vera')
    await page.getByLabel('Family name').fill('Stone')
    for (const [part, value] of [
      ['Day', '31'],
      ['Month', '1'],
      ['Year', '1990'],
    ] as const) {
      await page.getByLabel(part).fill(value)
    }
    await page.getByRole('button', { name: 'Make up the person' }).click()
    await page.getByRole('row').filter({ hasText: 'vera@example.com' }).waitFor()

    await open('Businesses')
    await page.getByRole('link', { name: 'Register a business' }).click()
    await page.getByLabel('Name of the business').fill('Stone Masonry')
    await page.getByRole('combobox', { name: /^Associate/ }).selectOption({ label: 'Vera Stone' })
    await page.getByRole('button', { name: 'Register the business' }).click()
    await page.getByRole('heading', { name: 'Stone Masonry' }).waitFor()
    abn = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    await page.getByText('Vera Stone, Director').waitFor()
  })

  it('keeps the world, with a credential that works', async () => {
    const made = await kit('sandbox', 'credential', '--abn', abn, '--name', 'mason', '--out', keystore)
    expect(made).toMatchObject({ code: 0, errors: '' })
    await open('Snapshots')
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('masonry')
    await page.getByRole('button', { name: 'Take the snapshot' }).click()
    await page.getByRole('row').filter({ hasText: 'masonry' }).waitFor()
  })

  it('sets up a fault, and sees the call that it meets as it happens', async () => {
    await open('Faults')
    await page.getByRole('combobox', { name: /^Error/ }).selectOption('mas.credential-revoked')
    await page.getByRole('button', { name: 'Set up the fault' }).click()
    await page.getByRole('button', { name: 'Remove all faults' }).waitFor()
    await open('Live traffic')
    await page.getByText('New calls appear by themselves.').waitFor()
    const refused = await token()
    expect(refused).toMatchObject({ code: 1 })
    expect(refused.errors).toContain('E2014')
    await page.getByRole('row').filter({ hasText: 'mason' }).filter({ hasText: 'Fault: ' }).waitFor()
    expect((await token()).code).toBe(0)
    await page.getByRole('row').filter({ hasText: 'Accepted' }).waitFor()
  })

  it('cancels the ABN, and moves the time beyond the end of the credential', async () => {
    await page.goto(`/console/businesses/${abn}`)
    await page.getByRole('radio', { name: 'Cancelled' }).check()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('definition').filter({ hasText: 'Cancelled' }).waitFor()
    expect((await token()).code).toBe(1)
    await page.getByRole('link', { name: 'Travel in time' }).click()
    await page.getByRole('button', { name: 'Just after the next expiry' }).click()
    await page.getByText('1 credential expired').first().waitFor()
  })

  it('brings the world back, and everything is as it was', async () => {
    await open('Snapshots')
    const began = performance.now()
    await page.getByRole('button', { name: 'Restore masonry' }).click()
    await open('Overview')
    await page.getByText('Snapshot masonry was restored').waitFor()
    expect(performance.now() - began).toBeLessThan(10_000)
    await page.getByText('Every business has the real time.').waitFor()
    expect((await token()).code).toBe(0)
    await page.goto(`/console/businesses/${abn}`)
    await page.getByRole('definition').filter({ hasText: 'Registered' }).waitFor()
  })

  async function token() {
    const service = `${server.at.https}/evte/usi/service/v5/usiservice.svc`
    return await kit('token', '--keystore', keystore, '--applies-to', service)
  }
})
