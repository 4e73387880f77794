import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { mandate } from '../support/cli.ts'
import { latestMail } from '../support/mail.ts'
import { acceptTerms, proveWhoYouAre, signIn } from '../support/sign-in.ts'

const abn = '96312011219'
const home = `/dsp/${abn}`
const password = 'Vendor-Window-58'
const folder = mkdtempSync(join(tmpdir(), 'mandate-vendor-'))
const kit = { MANDATE_KEYSTORE_PASSWORD: password }

/** What a new vendor does, from the front door to a verified USI product: in the browser and the terminal, timed. */
describe('a vendor gets a product verified', () => {
  const browser = useBrowser()
  const began = Date.now()
  let page: Page
  let product = ''
  let code = ''

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('registers as a developer', async () => {
    page = await browser.visitor()
    await page.goto('/')
    await page.getByRole('link', { name: 'Services for DSPs' }).click()
    await page.getByRole('button', { name: 'Continue with Digital ID' }).click()
    await proveWhoYouAre(page, 'grace')
    await acceptTerms(page)
    await page.getByRole('link', { name: 'Ironbark Bakery' }).click()
    await page.getByRole('link', { name: 'SBR developer registration' }).click()
    await page.getByRole('checkbox', { name: 'In-house developer' }).check()
    await page.getByLabel('Phone number').fill('02 5550 7777')
    await page.getByRole('group', { name: 'Declaration' }).getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Send registration' }).click()
    await page.getByRole('heading', { name: 'Your organisation is registered as a developer' }).waitFor()
  })

  it('registers the product, enters EVTE, and has the welcome pack at once', async () => {
    await page.getByRole('link', { name: 'Register your product and enter EVTE' }).click()
    await page.getByLabel('Name of the product').fill('Oven Timer')
    await page.getByLabel('Version').fill('1.0')
    await page.getByRole('radio', { name: 'Server', exact: true }).check()
    await page.getByRole('checkbox', { name: 'USI', exact: true }).check()
    await page.getByRole('radio', { name: 'In-house' }).check()
    await page.getByRole('group', { name: 'Declaration' }).getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Register and enter EVTE' }).click()
    await page.getByRole('heading', { name: 'The product is registered' }).waitFor()
    product = new URL(page.url()).pathname
    code =
      (await page
        .getByText(/^evte-[2-9a-z]{6}$/)
        .first()
        .textContent()) ?? ''
    const mail = await latestMail(page, 'grace@example.com', /^Welcome to EVTE: Oven Timer 1\.0/)
    for (const part of [code, 'VA1804', '/evte/usi/service/v5/usiservice.svc', 'E2014'])
      expect(mail.text).toContain(part)
  })

  it('takes the pack as a zip that other programs open', async () => {
    await page.goto(`${product}/welcome-pack`)
    const started = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download it as a zip file' }).click()
    const file = await (await started).path()
    expect(execFileSync('unzip', ['-t', file], { encoding: 'utf8' })).toContain('No errors detected')
    expect(execFileSync('unzip', ['-p', file, 'root.crt'], { encoding: 'utf8' })).toContain('BEGIN CERTIFICATE')
    expect(execFileSync('unzip', ['-p', file, 'test-data/students.csv'], { encoding: 'utf8' })).toContain('BNGH7C75FN')
  })

  it('applies for the USI developer kit, granted at once', async () => {
    await page.goto(`${product}/usi-kit`)
    await page.getByLabel('What does the product do with USIs?').fill('Verifies the USI of each apprentice.')
    await page.getByRole('group', { name: 'Declaration' }).getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Send application' }).click()
    await page.getByRole('heading', { name: 'The USI developer kit is granted' }).waitFor()
  })

  it('has its cases ticked by what the services see', async () => {
    const keystore = await credential(code, 'one.xml')
    const played = await mandate(['evte', 'usi', '--keystore', keystore, '--org-code', 'VA1804'], kit)
    expect(played).toMatchObject({ code: 0, errors: '' })
    expect(await openCases()).toEqual(['Open the keystore with a wrong password'])
  })

  it('shows a refusal for a credential that a person revoked', async () => {
    const keystore = await credential(`${code}-gone`, 'gone.xml')
    await page.goto(product)
    await page.getByRole('link', { name: `${code}-gone` }).click()
    await page.getByRole('link', { name: 'Revoke' }).click()
    await page.getByRole('radio').first().check()
    await page.getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Yes, revoke' }).click()
    await page.waitForURL(/done=revoked/)
    const usi = `${inject('servedAt').https}/evte/usi/service/v5/usiservice.svc`
    const refused = await mandate(['token', '--keystore', keystore, '--applies-to', usi], kit)
    expect(refused.code).toBe(1)
    expect(refused.errors).toContain('E2014')
    expect(await openCases()).toEqual(['Open the keystore with a wrong password'])
  })

  it('tells what nobody can see, finishes the tests and is verified', async () => {
    await page.getByRole('link', { name: 'Confirm this case' }).click()
    await page.getByLabel('What did your software say?').fill('It said that the password is wrong.')
    await page.getByRole('button', { name: 'Confirm' }).click()
    await page.getByRole('heading', { name: 'Every case is ticked' }).waitFor()
    await page.getByRole('button', { name: 'Finish the tests' }).click()
    await page.getByRole('heading', { name: 'The product is verified' }).waitFor()
    await latestMail(page, 'grace@example.com', /^Oven Timer 1\.0 is verified for USI/)
    expect(Date.now() - began).toBeLessThan(10 * 60_000)
  })

  it('keeps a report, as a page and as a PDF that other programs read', async () => {
    await page.goto(`${product}/report/usi`)
    await page.getByRole('heading', { name: 'Conformance report: Oven Timer 1.0' }).waitFor()
    expect(
      await page
        .getByRole('table', { name: /Each case/ })
        .getByRole('row')
        .count(),
    ).toBe(12)
    const started = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download as PDF' }).click()
    const text = execFileSync('pdftotext', ['-layout', await (await started).path(), '-'], { encoding: 'utf8' })
    for (const part of ['Oven Timer 1.0', 'Grace', 'VerifyUSI', 'All 11 cases passed']) expect(text).toContain(part)
  })

  it('sees how fast its calls were answered', async () => {
    await page.goto(`${product}/performance`)
    const row = page.getByRole('row').filter({ hasText: 'USI: VerifyUSI' })
    expect(await row.textContent()).toMatch(/\d+\.\d ms/)
  })

  it('asks the desk about a refused call, and hears back', async () => {
    await page.goto(`${product}/tests/usi`)
    const trace =
      (
        await page
          .getByRole('link', { name: /^trace/ })
          .last()
          .textContent()
      )?.replace('trace ', '') ?? ''
    await page.goto(`${home}/support/new?kind=QUESTION&trace=${trace}`)
    await page.getByRole('radio', { name: /^M2M/ }).check()
    await page.getByLabel('Subject').fill('Is this refusal right?')
    await page.getByLabel('Your message').fill('We wonder about the refusal in this trace.')
    await page.getByRole('button', { name: 'Send question' }).click()
    await page.getByRole('heading', { name: 'Your request is sent' }).waitFor()
    const desk = await browser.visitor()
    await signIn(desk, 'desk', '/dsp/desk')
    await desk.getByRole('link', { name: /Is this refusal right/ }).click()
    await desk.getByRole('heading', { name: 'Linked calls' }).waitFor()
    await desk.getByRole('radio', { name: 'Resolve' }).check()
    await desk.locator('#text').fill('It is: look at what would make it pass.')
    await desk.getByRole('button', { name: 'Send', exact: true }).click()
    await desk.getByRole('heading', { name: 'It is done' }).waitFor()
    const mail = await latestMail(page, 'grace@example.com', /resolved - Is this refusal right/)
    expect(mail.text).toContain('look at what would make it pass')
  })

  async function credential(name: string, file: string): Promise<string> {
    const keystore = join(folder, file)
    const made = await mandate(['sandbox', 'credential', '--abn', abn, '--name', name, '--out', keystore], kit)
    expect(made).toMatchObject({ code: 0, errors: '' })
    return keystore
  }

  /** Titles of the cases that are not ticked yet, once every trace is written. */
  async function openCases(): Promise<string[]> {
    await new Promise((resolve) => setTimeout(resolve, 500))
    await page.goto(`${product}/tests/usi`)
    const open = page.getByRole('listitem').filter({ hasText: 'Not seen yet' })
    return await open.getByRole('heading').allTextContents()
  }
})
