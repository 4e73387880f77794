import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { phone, useBrowser } from '../support/browser.ts'
import { mandate } from '../support/cli.ts'
import { choose, focused, markWithSpace, pressOn, tabTo, typeInto } from '../support/keyboard.ts'
import { addresses, otherThan } from '../support/link.ts'
import { latestMail } from '../support/mail.ts'
import { problemOn } from '../support/problem.ts'
import { type StartedServer, startServer } from '../support/server.ts'
import { nameOf, signIn } from '../support/sign-in.ts'

const abn = '27809366375'
const password = 'Payroll-Window-58'

// A person links a business once, so this journey has a sandbox of its own.
describe('the whole job by keyboard alone, on a phone', () => {
  const browser = useBrowser()
  let server: StartedServer
  let page: Page
  beforeAll(async () => {
    server = await startServer()
    page = await browser.visitor({ baseURL: server.at.http, viewport: phone })
  })
  afterAll(async () => server?.stop())

  it('from the front door to being signed in', async () => {
    await page.goto('/')
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('Skip to main content')
    await page.keyboard.press('Enter')
    await pressOn(page, page.getByRole('link', { name: 'Continue with Digital ID' }))
    await pressOn(page, page.getByRole('button', { name: 'Continue with Digital ID' }))
    await pressOn(page, page.getByRole('button', { name: 'myID (simulated)' }))
    await pressOn(page, page.getByRole('button', { name: `Continue as ${nameOf('olivia')}` }))
    await page.getByLabel('4-digit code').waitFor()
    await typeInto(page, page.getByLabel('4-digit code'), (await page.locator('#shown-code').textContent()) ?? '')
    await page.keyboard.press('Enter')
    await pressOn(page, page.getByRole('button', { name: 'Continue', exact: true }))
    await markWithSpace(page, page.getByRole('checkbox'))
    await pressOn(page, page.getByRole('button', { name: 'Accept and continue' }))
    await page.getByRole('heading', { name: 'Welcome, Olivia' }).waitFor()
  })

  it('through a mistake, from which the focus leads to the field', async () => {
    await pressOn(page, page.getByRole('link', { name: 'Link my business' }))
    await markWithSpace(page, page.getByRole('radio', { name: /^Sole trader, director/ }))
    await pressOn(page, page.getByRole('button', { name: 'Check' }))
    await pressOn(page, page.getByRole('link', { name: 'Start', exact: true }))
    await typeInto(page, page.getByLabel('Street address or PO box'), addresses.olivia.addressLine)
    await page.keyboard.press('Enter')
    expect(await problemOn(page)).toContain('There is a problem')
    expect(await focused(page)).toContain('There is a problem')
    await pressOn(page, page.getByRole('link', { name: /suburb/i }))
    expect(await page.getByLabel('Suburb or town').evaluate((field) => field === document.activeElement)).toBe(true)
    await page.keyboard.type(addresses.olivia.suburb)
    await typeInto(page, page.getByLabel('State or territory'), 'Vic')
    await typeInto(page, page.getByLabel('Postcode'), addresses.olivia.postcode)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Choose your businesses' }).waitFor()
  })

  it('with a code, after a wrong one', async () => {
    await pressOn(page, page.getByRole('button', { name: 'Continue' }))
    const email = page.getByLabel('Email address for this authorisation')
    await email.waitFor()
    await tabTo(page, email)
    await page.keyboard.press('Control+A')
    await page.keyboard.type('olivia.by.keyboard@example.com')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Enter the code' }).waitFor()
    const code = (await latestMail(page, 'olivia.by.keyboard@example.com', /code/i)).code ?? ''
    await typeInto(page, page.getByLabel('Verification code'), otherThan(code))
    await page.keyboard.press('Enter')
    expect(await problemOn(page)).toContain('You can try 4 more times.')
    await tabTo(page, page.getByLabel('Verification code'))
    await page.keyboard.press('Control+A')
    await page.keyboard.type(code)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Check and declare' }).waitFor()
  })

  it('and the last press counts once, though it comes twice and from two tabs', async () => {
    const second = await page.context().newPage()
    await second.goto(page.url())
    for (const tab of [page, second]) await markWithSpace(tab, tab.getByRole('checkbox'))
    await Promise.all(
      [page, second].map(async (tab) => {
        await tabTo(tab, tab.getByRole('button', { name: 'Link business' }))
        await tab.keyboard.press('Enter')
        await tab.keyboard.press('Enter')
        await tab.getByRole('heading', { name: 'Your business is linked' }).waitFor()
      }),
    )
    await second.close()
    await pressOn(page, page.getByRole('link', { name: 'Go to Wattle Vale Training' }))
    await page.getByRole('heading', { level: 1, name: 'Wattle Vale Training' }).waitFor()
    expect(await page.getByRole('row').filter({ hasText: 'Olivia Nguyen' }).count()).toBe(1)
    await page.goto('/inbox?search=olivia.by.keyboard')
    expect(await page.getByRole('link', { name: 'You are linked to Wattle Vale Training' }).count()).toBe(1)
  })

  it('a machine credential administrator is authorised, though a step was left empty', async () => {
    await page.goto(`/businesses/${abn}`)
    await pressOn(page, page.getByRole('link', { name: 'Add new user' }))
    const kinds = page.getByRole('group').filter({ has: page.getByRole('radio', { name: 'Standard user' }) })
    await choose(page, kinds.first(), 'Standard user')
    await page.keyboard.press('Enter')
    await page.getByLabel('Given names').waitFor()
    await pressOn(page, page.getByRole('button', { name: 'Continue' }))
    expect(await problemOn(page)).toContain('There is a problem')
    expect(await focused(page)).toContain('There is a problem')
    await typeInto(page, page.getByLabel('Given names'), 'Marcus')
    await typeInto(page, page.getByLabel('Family name'), 'Webb')
    await typeInto(page, page.getByLabel('Email address'), 'marcus.by.keyboard@example.com')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /role, and from when/ }).waitFor()
    await choose(page, page.getByRole('group', { name: /authorisation administrator\?/ }), 'No')
    await choose(page, page.getByRole('group', { name: /machine credential administrator\?/ }), 'Yes')
    await page.keyboard.press('Enter')
    await choose(page, page.getByRole('group', { name: 'Australian Taxation Office' }), 'All services')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Check and send the request' }).waitFor()
    await markWithSpace(page, page.getByRole('checkbox'))
    await pressOn(page, page.getByRole('button', { name: 'Send the request' }))
    await page.waitForURL(/done=requested/)
    await noSideways(page)
  })

  it('he accepts with the code from his mail', async () => {
    const mail = await latestMail(page, 'marcus.by.keyboard@example.com', /^Authorisation request/)
    await page.context().clearCookies()
    page = await browser.visitor({ baseURL: server.at.http, viewport: phone })
    await signIn(page, 'marcus')
    await pressOn(page, page.getByRole('link', { name: 'Accept an authorisation for a business' }))
    await typeInto(page, page.getByLabel('Authorisation code'), mail.code ?? '')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Act for Wattle Vale Training?' }).waitFor()
    await markWithSpace(page, page.getByRole('group', { name: 'Declaration' }).getByRole('checkbox'))
    await markWithSpace(page, page.getByRole('group', { name: 'Consent' }).getByRole('checkbox'))
    await pressOn(page, page.getByRole('button', { name: 'Accept' }))
    await page.getByRole('heading', { name: 'You accepted' }).waitFor()
    await noSideways(page)
    await pressOn(page, page.getByRole('link', { name: 'Go to Wattle Vale Training' }))
  })

  it('he makes a machine credential, and its file opens', async () => {
    await pressOn(page, page.getByRole('link', { name: 'Manage credentials' }))
    await pressOn(page, page.getByRole('link', { name: 'Create machine credential' }))
    const places = page.getByRole('group').filter({ has: page.getByRole('radio', { name: 'On our own server' }) })
    await choose(page, places.first(), /^On our own server$/)
    await page.keyboard.press('Enter')
    await typeInto(page, page.getByLabel('Name of the credential'), 'till-by-keyboard')
    await typeInto(page, page.getByLabel('Password of the keystore file'), password)
    await typeInto(page, page.getByLabel('The same password again'), password)
    await markWithSpace(page, page.getByRole('checkbox', { name: /^I / }))
    await noSideways(page)
    const started = page.waitForEvent('download', { timeout: 60_000 })
    await pressOn(page, page.getByRole('button', { name: 'Create and download' }))
    const file = await (await started).path()
    await page.getByRole('heading', { name: 'Your machine credential is ready' }).waitFor()
    await noSideways(page)
    const shown = await mandate(['keystore', 'inspect', file, '--json'])
    expect(JSON.parse(shown.output).credentials).toMatchObject([{ name: 'till-by-keyboard', abn }])
    await pressOn(page, page.getByRole('link', { name: 'See the credential' }))
    await page.getByRole('heading', { level: 1, name: 'till-by-keyboard' }).waitFor()
  })
})

/** Fails where the page is wider than the phone. */
async function noSideways(page: Page): Promise<void> {
  const { wide, shown } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    shown: document.documentElement.clientWidth,
  }))
  expect(wide, page.url()).toBeLessThanOrEqual(shown)
}
