import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptRequest, enterRequestCode, reachSummary } from '../support/authorise.ts'
import { useBrowser } from '../support/browser.ts'
import { mandate } from '../support/cli.ts'
import { fillCredentialForm, reachCredentialForm } from '../support/credential.ts'
import { type Address, addresses, beginLinking, enterAddress } from '../support/link.ts'
import { latestMail } from '../support/mail.ts'
import { headingOf, problemOn } from '../support/problem.ts'
import { signIn } from '../support/sign-in.ts'

const banksia = '11000002568'
const wattleVale = '27809366375'
describe('what is refused', () => {
  const browser = useBrowser()
  const people = new Map<string, Page>()

  /** The page of a person who signs in when first asked for, on their home page. */
  async function as(person: string): Promise<Page> {
    const known = people.get(person)
    const page = known ?? (await browser.visitor())
    if (known === undefined) await signIn(page, person)
    else await page.goto('/home')
    people.set(person, page)
    return page
  }

  describe('who may not link is told why, and what to do', () => {
    it.each([
      ['tom', 'Basic'],
      ['aisha', 'Standard'],
    ])('%s, whose identity is %s', async (person, strength) => {
      const page = await as(person)
      await page.goto('/link?i-am=associate')
      const advice = page.getByRole('region', { name: 'You need a Strong identity to link online' })
      expect(await advice.innerText()).toContain(`You signed in with a ${strength} identity.`)
      expect(await page.getByRole('link', { name: 'Start', exact: true }).count()).toBe(0)
      await page.goto('/link/address')
      await enterAddress(page, addresses.olivia)
      expect(await problemOn(page)).toContain('ram.identity-too-weak-to-link')
      expect(await page.getByLabel('Suburb or town').inputValue()).toBe('Fitzroy')
    })

    it.each<[string, string, Address, string]>([
      ['henry', 'whom the register names for no business', addresses.olivia, 'We found no business that you can link'],
      ['noah', 'at an address that is not his', addresses.olivia, 'We found no business that you can link'],
      ['noah', 'whose details are out of date', addresses.noah, 'Your details need updating first'],
      ['grace', 'whose other ABN is cancelled', addresses.grace, 'This ABN is cancelled'],
    ])('%s, %s', async (person, _why, address, title) => {
      const page = await as(person)
      await beginLinking(page)
      await enterAddress(page, address)
      const problem = await problemOn(page)
      expect(problem).toContain(title)
      expect(problem).toMatch(/Message code ram\./)
      expect(await page.getByLabel('Street address or PO box').inputValue()).toBe(address.addressLine)
    })

    it('nobody gets past a step by its address', async () => {
      const page = await as('henry')
      for (const step of ['businesses', 'email', 'email/code', 'declaration', 'done']) {
        await page.goto(`/link/${step}?draft=00000000-0000-4000-8000-000000000000`)
        expect(await headingOf(page), step).not.toMatch(/Choose your|Check and declare|linked/)
      }
    })
  })

  describe("somebody else's business stays closed", () => {
    it('to a stranger, on every page of it', async () => {
      const page = await as('henry')
      const pages = ['', '/authorisations/new', '/authorisations/renew', '/credentials', '/credentials/new']
      for (const path of [...pages, '/notifications', '/notifications/new', '/history']) {
        const answer = await page.goto(`/businesses/${banksia}${path}`)
        expect([403, 404], path).toContain(answer?.status())
        expect(await headingOf(page), path).toMatch(/You cannot act for this business|Page not found/)
        expect(await page.getByRole('main').innerText()).not.toContain('Banksia')
      }
      await page.goto('/businesses/51824753556')
      expect(await headingOf(page)).toBe('You cannot act for this business')
      expect((await page.goto('/businesses/12345678901'))?.status()).toBe(400)
      expect(await headingOf(page)).toBe('Check what you entered')
    })
  })

  describe('a request is sent, accepted and used once, however often the button is pressed', () => {
    const user = {
      givenNames: 'Marcus',
      familyName: 'Webb',
      email: 'marcus.at.banksia@example.com',
      isMachineCredentialAdministrator: true,
    }
    let priya: Page
    let marcus: Page
    let stale: Page
    let code = ''

    beforeAll(async () => {
      priya = await as('priya')
      marcus = await as('marcus')
    })

    it('a summary that is sent from two tabs at once, twice in each, makes one request', async () => {
      await priya.goto(`/businesses/${banksia}`)
      await reachSummary(priya, user)
      await inTwoTabs(priya, async (tab) => {
        await tab.getByRole('checkbox').check()
        await tab.getByRole('button', { name: 'Send the request' }).dblclick()
        await tab.waitForURL(/done=requested/)
      })
      await priya.goto(`/businesses/${banksia}?search=Webb`)
      expect(await priya.getByRole('row').filter({ hasText: 'Marcus Webb' }).count()).toBe(1)
      code = (await latestMail(priya, user.email, /^Authorisation request/)).code ?? ''
      await priya.goto(`/inbox?search=${encodeURIComponent(user.email)}`)
      expect(await priya.getByRole('link', { name: /^Authorisation request/ }).count()).toBe(1)
    })

    it('a code that nobody was sent is unknown, and one in the wrong case too', async () => {
      const swapped = [...code].map((letter) =>
        letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
      )
      for (const [wrong, title] of [
        ['ZZZZ99', 'We do not know this code'],
        [swapped.join(''), 'We do not know this code'],
        ['', 'Enter'],
        ['12', 'There is a problem'],
      ] as const) {
        await marcus.goto('/home')
        await enterRequestCode(marcus, wrong)
        expect(await problemOn(marcus)).toContain(title)
      }
    })

    it('a code in other hands opens nothing', async () => {
      const page = await as('henry')
      await enterRequestCode(page, code)
      const problem = await problemOn(page)
      expect(problem).toContain('The request is for another name')
      expect(problem).not.toMatch(/Banksia|Marcus|Webb/)
    })

    it('accepting needs both ticks', async () => {
      await marcus.goto('/home')
      await enterRequestCode(marcus, code)
      await marcus.getByRole('group', { name: 'Declaration' }).getByRole('checkbox').check()
      await marcus.getByRole('button', { name: 'Accept' }).click()
      expect(await problemOn(marcus)).toContain('There is a problem')
      expect(await marcus.getByRole('group', { name: 'Declaration' }).getByRole('checkbox').isChecked()).toBe(true)
    })

    it('accepted in two tabs at once, it is accepted once', async () => {
      stale = await marcus.context().newPage()
      await stale.goto(marcus.url())
      await inTwoTabs(marcus, async (tab) => {
        await tick(tab)
        await tab.getByRole('button', { name: 'Accept' }).dblclick()
        await tab.getByRole('heading', { name: 'You accepted' }).waitFor()
      })
      await expectAcceptedOnce()
    })

    it('a page that still shows the request accepts nothing more, and Back shows that it is done', async () => {
      await acceptRequest(stale)
      await stale.getByRole('heading', { name: 'You accepted' }).waitFor()
      await stale.goBack()
      await stale.reload()
      expect(await headingOf(stale)).toBe('You accepted')
      await stale.close()
      await expectAcceptedOnce()
    })

    it('the same code again is refused', async () => {
      await marcus.goto('/home')
      await enterRequestCode(marcus, code)
      expect(await problemOn(marcus)).toContain('The request was answered already')
    })

    it('a credential is made once by a double press, and its name is taken from then on', async () => {
      await marcus.goto(`/businesses/${banksia}`)
      await reachCredentialForm(marcus)
      await fillCredentialForm(marcus, { name: 'twice-pressed', password: 'Two-Presses-Once-7' })
      const started = marcus.waitForEvent('download')
      await marcus.getByRole('button', { name: 'Create and download' }).dblclick()
      await started
      marcus.on('dialog', (dialog) => void dialog.accept())
      await marcus.goto(`/businesses/${banksia}/credentials?search=twice-pressed`)
      expect(await marcus.getByRole('row').filter({ hasText: 'twice-pressed' }).count()).toBe(1)
      await reachCredentialForm(marcus)
      await fillCredentialForm(marcus, { name: 'twice-pressed', password: 'Two-Presses-Once-7' })
      await marcus
        .getByText(/name .*(in use|already)|already/i)
        .first()
        .waitFor()
    })

    it.each([
      ['too short', 'Ab1!', 'The password needs'],
      ['without a number', 'Abcdefghij!', 'The password needs'],
      ['empty', '', 'Enter a password.'],
    ])('a password that is %s makes no key', async (_what, password, message) => {
      await marcus.goto(`/businesses/${banksia}/credentials/new?where=server`)
      await fillCredentialForm(marcus, { name: 'never-made', password })
      await marcus.getByRole('button', { name: 'Create and download' }).click()
      expect(await problemOn(marcus)).toContain(message)
      await marcus.goto(`/businesses/${banksia}/credentials?search=never-made`)
      expect(await marcus.getByText('No credential matches').count()).toBe(1)
    })

    async function tick(page: Page): Promise<void> {
      await page.getByRole('group', { name: 'Declaration' }).getByRole('checkbox').check()
      await page.getByRole('group', { name: 'Consent' }).getByRole('checkbox').check()
    }

    async function expectAcceptedOnce(): Promise<void> {
      await latestMail(priya, 'priya@example.com', /^Marcus Webb accepted/)
      await priya.goto('/inbox?search=priya%40example.com')
      expect(await priya.getByRole('link', { name: /^Marcus Webb accepted/ }).count()).toBe(1)
      await priya.goto(`/businesses/${banksia}?search=Webb`)
      expect(await priya.getByRole('row').filter({ hasText: 'Marcus Webb' }).innerText()).toContain('Active')
    }
  })

  describe('the command refuses what is not whole', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mandate-refusals-'))
    const file = join(folder, 'keystore.xml')
    const word = { MANDATE_KEYSTORE_PASSWORD: 'Whole-And-Sound-1' }
    const asked = ['--applies-to', 'https://test.sbr.gov.au/services']
    let whole = ''
    afterAll(() => rmSync(folder, { recursive: true, force: true }))

    beforeAll(async () => {
      const args = ['sandbox', 'credential', '--abn', wattleVale, '--name', 'to-be-damaged', '--out', file]
      expect(await mandate(args, word)).toMatchObject({ code: 0 })
      whole = readFileSync(file, 'utf8')
    })

    it.each<[string, (xml: string) => string, string]>([
      ['whose name was changed', (xml) => xml.replaceAll('to-be-damaged', 'to-be-trusted'), 'keystore.'],
      ['whose ABN was changed', (xml) => xml.replace(`<abn>${wattleVale}`, `<abn>${banksia}`), 'keystore.'],
      [
        'whose key was changed',
        (xml) =>
          xml.replace(
            /(<protectedPrivateKey>\s*[A-Za-z0-9+/]{200})(.)/,
            (_, before, one) => before + (one === 'A' ? 'B' : 'A'),
          ),
        'keystore.integrity-mismatch',
      ],
      ['that was cut off', (xml) => xml.slice(0, xml.length / 2), 'keystore.not-xml'],
      [
        'that has a DOCTYPE',
        (xml) => xml.replace(/(<\?xml[^>]*\?>)/, '$1<!DOCTYPE x [<!ENTITY a "b">]>'),
        'keystore.doctype',
      ],
      ['that is empty', () => '', 'keystore.not-xml'],
    ])('a keystore %s', async (what, damage, code) => {
      const damaged = join(folder, `${what.replaceAll(/\W/g, '-')}.xml`)
      writeFileSync(damaged, damage(whole))
      expect(readFileSync(damaged, 'utf8')).not.toBe(whole)
      const answer = await mandate(['token', '--keystore', damaged, ...asked, '--json'], word)
      expect(answer.code).toBe(1)
      expect(JSON.parse(answer.output || answer.errors).error.code).toContain(code)
    })

    it('a wrong password, and one in an argument', async () => {
      const wrong = await mandate(['token', '--keystore', file, ...asked], {
        MANDATE_KEYSTORE_PASSWORD: 'Whole-And-Sound-2',
      })
      expect(wrong).toMatchObject({ code: 1, output: '' })
      expect(wrong.errors).toContain('Wrong password.')
      const argument = await mandate(['token', '--keystore', file, ...asked, '--password', 'Whole-And-Sound-1'])
      expect(argument).toMatchObject({ code: 2, output: '' })
      expect(argument.errors).toContain('Passwords are not taken as arguments')
      expect(argument.errors).not.toContain('Whole-And-Sound-1')
    })

    it('a server that is not there', async () => {
      const answer = await mandate(['token', '--keystore', file, ...asked, '--endpoint', 'https://localhost:9'], word)
      expect(answer).toMatchObject({ code: 3, output: '' })
    })
  })
})

/** Does the same in the page and in a second tab with the same address, at the same time. */
async function inTwoTabs(page: Page, act: (tab: Page) => Promise<void>): Promise<void> {
  const second = await page.context().newPage()
  await second.goto(page.url())
  await Promise.all([act(page), act(second)])
  await second.close()
}
