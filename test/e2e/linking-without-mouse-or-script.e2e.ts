import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useBrowser } from './support/browser.ts'
import {
  addresses,
  askForEmailCode,
  beginLinking,
  enterAddress,
  enterEmailCode,
  reachDeclaration,
} from './support/link.ts'
import { latestMail } from './support/mail.ts'
import { headingOf, problemOn } from './support/problem.ts'
import { type StartedServer, startServer } from './support/server.ts'
import { nameOf, signIn } from './support/sign-in.ts'

// A person links a business once, so each of these journeys has a sandbox of its own.
describe('a business is linked by keyboard alone', () => {
  const browser = useBrowser()
  let server: StartedServer
  let page: Page
  beforeAll(async () => {
    server = await startServer()
    page = await browser.visitor({ baseURL: server.at.http })
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
})

describe('a business is linked without any script', () => {
  const browser = useBrowser()
  let server: StartedServer
  let page: Page
  beforeAll(async () => {
    server = await startServer()
    page = await browser.visitor({ baseURL: server.at.http, javaScriptEnabled: false })
  })
  afterAll(async () => server?.stop())

  it('but not with a wrong address, which stays in the form', async () => {
    await signIn(page, 'olivia')
    await beginLinking(page)
    await enterAddress(page, addresses.grace)
    expect(await problemOn(page)).toContain('We found no business that you can link')
    expect(await page.getByLabel('Suburb or town').inputValue()).toBe('Toowoomba')
    expect(await page.getByLabel('State or territory').inputValue()).toBe('QLD')
  })

  it('nor with a code that was tried too often, or that a newer one replaced', async () => {
    await enterAddress(page, addresses.olivia)
    await page.getByRole('button', { name: 'Continue' }).click()
    await askForEmailCode(page, 'olivia.first@example.com')
    const tried = (await latestMail(page, 'olivia.first@example.com', /code/i)).code ?? ''
    for (const left of [4, 3, 2, 1]) {
      await enterEmailCode(page, otherThan(tried))
      expect(await problemOn(page)).toContain(`You can try ${left} more times.`)
    }
    await enterEmailCode(page, otherThan(tried))
    expect(await problemOn(page)).toContain('The code is no longer good')
    await enterEmailCode(page, tried)
    expect(await problemOn(page)).toContain('The code is no longer good')
    await page.getByRole('link', { name: /Send another code/ }).click()
    await askForEmailCode(page, 'olivia.second@example.com')
    await enterEmailCode(page, tried)
    expect(await problemOn(page)).toMatch(/You can try 4 more times|no longer good/)
    const [, draft] = /draft=([^&]+)/.exec(page.url()) ?? []
    await page.goto(`/link/declaration?draft=${draft}`)
    expect(await headingOf(page)).not.toBe('Check and declare')
  })

  it('and with everything right, by a press that comes twice', async () => {
    await page.goto('/home')
    await beginLinking(page)
    await reachDeclaration(page, addresses.olivia, 'olivia.third@example.com')
    const declaration = page.url()
    await page.getByRole('button', { name: 'Link business' }).click()
    expect(await problemOn(page)).toContain('There is a problem')
    await page.getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Link business' }).dblclick()
    await page.getByRole('heading', { name: 'Your business is linked' }).waitFor()
    await page.goto(declaration)
    expect(await headingOf(page)).toBe('Your business is linked')
    await page.goto('/inbox?search=olivia.third')
    expect(await page.getByRole('link', { name: 'You are linked to Wattle Vale Training' }).count()).toBe(1)
  })
})

/** Six digits that are not the code. */
function otherThan(code: string): string {
  return code === '123456' ? '654321' : '123456'
}

/** Goes on with Tab until the element has the focus, as a person without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.first().waitFor()
  for (let presses = 0; presses < 80; presses++) {
    if (await target.first().evaluate((element) => element === document.activeElement)) {
      expect(await showsFocus(target.first()), `the focus on ${target} is not seen`).toBe(true)
      return
    }
    await page.keyboard.press('Tab')
  }
  throw new Error(`no way to ${target} by keyboard`)
}

async function pressOn(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

async function markWithSpace(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Space')
  expect(await target.isChecked()).toBe(true)
}

async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.type(text)
}

async function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent ?? '')
}

/** Whether an outline or a shadow is drawn round the element, or round the label or entry of a list that it fills. */
async function showsFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => {
    const drawn = (one: Element | null) => {
      if (one === null) return false
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one)
      return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
    }
    const label = element.closest('label, li')
    return drawn(element) || drawn(label) || [...(label?.querySelectorAll('*') ?? [])].some(drawn)
  })
}
