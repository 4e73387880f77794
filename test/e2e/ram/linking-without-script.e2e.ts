import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import {
  addresses,
  askForEmailCode,
  beginLinking,
  enterAddress,
  enterEmailCode,
  otherThan,
  reachDeclaration,
} from '../support/link.ts'
import { latestMail } from '../support/mail.ts'
import { headingOf, problemOn } from '../support/problem.ts'
import { type StartedServer, startServer } from '../support/server.ts'
import { signIn } from '../support/sign-in.ts'

// A person links a business once, so this journey has a sandbox of its own.
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

  it('from a list of many ABNs, each with its own answer', async () => {
    await enterAddress(page, addresses.olivia)
    await page.getByRole('link', { name: 'Enter a list of ABNs instead' }).click()
    await page.getByRole('button', { name: 'Check the list' }).click()
    expect(await problemOn(page)).toContain('Enter at least one ABN.')
    await page.getByLabel('ABNs').fill('27 809 366 375\n11000002568\n11 111 111 111')
    await page.getByRole('button', { name: 'Check the list' }).click()
    const answerTo = (abn: string) => page.getByRole('row').filter({ hasText: abn }).innerText()
    expect(await answerTo('Wattle Vale Training')).toContain('Can be linked')
    expect(await answerTo('Banksia Cloud Software')).toMatch(/Cannot be linked[\s\S]*does not list you/)
    expect(await answerTo('11 111 111 111')).toContain('Cannot be linked')
    await page.getByRole('button', { name: 'Continue with the one that can be linked' }).click()
  })

  it('nor with a code that was tried too often, or that a newer one replaced', async () => {
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
