import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { type CliResult, mandate } from '../support/cli.ts'
import { signIn } from '../support/sign-in.ts'

const banksia = '11000002568'
const traces = `/businesses/${banksia}/traces`
const usi = 'https://3pt.portal.usi.gov.au/service/v5/usiservice.svc'
const name = 'told-why'

describe('a business finds out why its software was refused', () => {
  const browser = useBrowser()
  const folder = mkdtempSync(join(tmpdir(), 'mandate-traces-'))
  const keystore = join(folder, 'keystore.xml')
  const environment = { MANDATE_KEYSTORE_PASSWORD: 'Told-Why-Again-7' }
  let page: Page
  let refused: CliResult

  beforeAll(async () => {
    const made = ['sandbox', 'credential', '--abn', banksia, '--name', name, '--out', keystore]
    expect((await mandate(made, environment)).errors).toBe('')
    expect((await mandate(['token', '--keystore', keystore, '--applies-to', usi], environment)).code).toBe(0)
    refused = await mandate(['token', '--keystore', keystore, '--applies-to', 'https://nobody.example'], environment)
    page = await browser.visitor()
    await signIn(page, 'priya')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('in a list that shows one credential and one outcome', async () => {
    await page.goto(`/businesses/${banksia}`)
    await page.getByRole('link', { name: 'Requests', exact: true }).click()
    await page.getByLabel('Credential').selectOption({ label: name })
    await page.getByRole('button', { name: 'Show' }).click()
    await expect.poll(() => rows(page)).toBe(2)
    await page.getByLabel('Outcome').selectOption('Refused')
    await page.getByRole('button', { name: 'Show' }).click()
    await expect.poll(() => rows(page)).toBe(1)
    expect(await page.getByRole('table').innerText()).toContain('E2003')
    await page.getByRole('textbox', { name: 'To' }).fill('1/1/2020')
    await page.getByRole('button', { name: 'Show' }).click()
    await page.getByRole('heading', { name: 'No request matches' }).waitFor()
    await page.getByRole('link', { name: 'Clear' }).click()
    await page.waitForURL((url) => url.search === '')
    await page.getByLabel('Credential').selectOption({ label: name })
    await page.getByLabel('Outcome').selectOption('Refused')
    await page.getByRole('button', { name: 'Show' }).click()
    await expect.poll(() => rows(page)).toBe(1)
    await page.getByRole('rowheader').getByRole('link').click()
    await page.getByRole('heading', { name: /^Request of/ }).waitFor()
  })

  it('with the one change that would make it pass, and what was compared', async () => {
    const main = await page.getByRole('main').innerText()
    expect(refused.errors).toContain(new URL(page.url()).pathname.split('/').at(-1))
    expect(main).toContain('What would make it pass:')
    expect(main).toContain('https://nobody.example')
    const part = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Signed part' }) })
    const sideOf = (heading: string) => part.first().getByRole('heading', { name: heading }).locator('..')
    const message = sideOf('In the message')
    const service = sideOf('Known or computed here')
    expect(await message.innerText()).toMatch(/<\w+:Timestamp /)
    const digest = await service.getByRole('definition').innerText()
    expect(digest).toMatch(/^[\w+/]{43}=$/)
    expect(await message.innerText()).toContain(digest)
  })

  it('as the command says it, and as a file to send to support', async () => {
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    const told = await mandate(['why', id, '--json'])
    const started = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download the support bundle' }).click()
    const download = await started
    expect(download.suggestedFilename()).toBe(`trace-${id}.json`)
    const text = await readFile(await download.path(), 'utf8')
    expect(JSON.parse(text).trace).toEqual(JSON.parse(told.output))
    expect(text).not.toMatch(/BinarySecret|CipherValue|PRIVATE KEY/)
  })

  it('and nobody else does', async () => {
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    const stranger = await browser.visitor()
    await signIn(stranger, 'henry')
    for (const path of [traces, `${traces}/${id}`, `${traces}/${id}/bundle`]) {
      expect([403, 404], path).toContain((await stranger.goto(path))?.status())
      expect(await stranger.locator('body').innerText()).not.toContain(name)
    }
    // The trace of one business is not one of another, whoever asks.
    expect([403, 404]).toContain((await page.goto(`/businesses/27809366375/traces/${id}`))?.status())
    expect((await page.goto(`${traces}/t0000000000000000`))?.status()).toBe(404)
  })
})

function rows(page: Page): Promise<number> {
  return page.getByRole('rowheader').count()
}
