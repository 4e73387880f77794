import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { expectAccessible } from '../support/accessibility.ts'
import { desktop, phone, useBrowser } from '../support/browser.ts'
import { enterCode, nameOf, proveWhoYouAre, signIn, signOut } from '../support/sign-in.ts'

const at = inject('servedAt')
const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent()

/** What the browser complains about; a page that is refused on purpose is no complaint. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    const isRefusal = message.text().startsWith('Failed to load resource: the server responded with a status of 4')
    if (['error', 'warning'].includes(message.type()) && !isRefusal) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}

describe('a person signs in and out', () => {
  const browser = useBrowser()

  it.each([
    ['desktop', desktop],
    ['phone', phone],
  ])('meeting pages that anybody can use, on a %s', async (_name, viewport) => {
    const page = await browser.visitor({ viewport })
    const complaints = complaintsOf(page)
    await page.goto('/home')
    expect(await heading(page)).toBe('Sign in with Digital ID')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Continue with Digital ID' }).click()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'myID (simulated)' }).click()
    await expectAccessible(page)
    await page.getByLabel('myID email address').fill('nobody@example.com')
    await page.getByLabel('myID email address').press('Enter')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('No test person has this address')
    await expectAccessible(page)
    await page.getByLabel('myID email address').fill('henry@example.com')
    await page.getByLabel('myID email address').press('Enter')
    await expectAccessible(page)
    await page.getByLabel('4-digit code').fill('no')
    await page.getByRole('button', { name: 'Accept in the app' }).click()
    await expectAccessible(page)
    await enterCode(page)
    expect(await heading(page)).toBe('Your consent')
    await expectAccessible(page)
    await page.getByLabel('Yes, remember my consent').uncheck()
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await page.getByRole('banner').getByText('Henry Li').waitFor()
    await signOut(page)
    await page.getByRole('region', { name: 'You are signed out' }).waitFor()
    await expectAccessible(page)
    expect(complaints).toEqual([])
  })

  it('by keyboard alone', async () => {
    const page = await browser.visitor()
    await page.goto('/sign-in')
    const press = async (role: 'button', name: string) => {
      const target = page.getByRole(role, { name, exact: true })
      await target.waitFor()
      for (let tabs = 0; tabs < 40; tabs++) {
        await page.keyboard.press('Tab')
        if (await target.evaluate((element) => element === document.activeElement)) return page.keyboard.press('Enter')
      }
      throw new Error(`no way to ${name} by keyboard`)
    }
    await press('button', 'Continue with Digital ID')
    await press('button', 'myID (simulated)')
    await press('button', `Continue as ${nameOf('marcus')}`)
    await page.getByLabel('4-digit code').waitFor()
    const code = (await page.locator('#shown-code').textContent()) ?? ''
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.type(code)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Your consent' }).waitFor()
    await press('button', 'Continue')
    await page.getByRole('banner').getByText('Marcus Webb').waitFor()
  })

  it('without any script', async () => {
    const page = await browser.visitor({ javaScriptEnabled: false })
    await signIn(page, 'tom', '/link')
    expect(await page.getByRole('banner').textContent()).toContain('Tom Baker')
    await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign out of myID' }).click()
    expect(new URL(page.url()).search).toBe('?signed-out=yes')
  })

  it('comes back to the page that was asked for', async () => {
    const page = await browser.visitor()
    await page.goto('/businesses?page=2')
    await page.getByRole('button', { name: 'Continue with Digital ID' }).click()
    const returned = page.waitForRequest((request) => new URL(request.url()).pathname === '/businesses')
    await proveWhoYouAre(page, 'olivia')
    expect(new URL((await returned).url()).search).toBe('?page=2')
  })

  it('presses twice, goes Back, and is still signed in', async () => {
    const page = await browser.visitor()
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Continue with Digital ID' }).dblclick()
    await page.getByRole('button', { name: 'myID (simulated)' }).dblclick()
    await page.getByRole('button', { name: 'Continue as Priya Sharma' }).click()
    await page.getByLabel('4-digit code').fill((await page.locator('#shown-code').textContent()) ?? '')
    await page.getByRole('button', { name: 'Accept in the app' }).dblclick()
    await page.getByLabel('Yes, remember my consent').uncheck()
    await page.getByRole('button', { name: 'Continue', exact: true }).dblclick()
    await page.getByRole('banner').getByText('Priya Sharma').waitFor()
    await page.goBack()
    expect(await heading(page)).toBe('This page is no longer in use')
    await page.getByRole('link', { name: 'Go to Mandate' }).click()
    await page.getByRole('banner').getByText('Priya Sharma').waitFor()
  })

  it('asks who is there again after signing out', async () => {
    const page = await browser.visitor()
    await signIn(page, 'olivia')
    await signOut(page)
    await page.goto('/home')
    expect(await heading(page)).toBe('Sign in with Digital ID')
    await signIn(page, 'grace')
    expect(await page.getByRole('banner').textContent()).toContain("Grace O'Connor")
  })

  it.each([
    ['cancels', 'Cancel and go back'],
    ['declines', 'Decline'],
  ])('%s, and reads that nothing happened', async (_name, button) => {
    const page = await browser.visitor()
    await page.goto('/home')
    await page.getByRole('button', { name: 'Continue with Digital ID' }).click()
    if (button === 'Decline') {
      await page.getByRole('button', { name: 'myID (simulated)' }).click()
      await page.getByRole('button', { name: 'Continue as Noah Fraser' }).click()
      await enterCode(page)
    }
    await page.getByRole('button', { name: button }).click()
    await page.getByRole('region', { name: 'You did not sign in' }).waitFor()
    expect(await page.getByRole('banner').textContent()).not.toContain('Noah')
  })

  it('is told when a page needs a stronger identity, and whom myID would not take', async () => {
    const page = await browser.visitor()
    await signIn(page, 'tom')
    await page.goto('/sign-in?strength=STRONG&returnTo=/home')
    const notice = page.getByRole('region', { name: 'You need a stronger Digital ID for this' })
    expect(await notice.textContent()).toContain('This needs a Strong Digital ID. You signed in with a Basic one.')
    await page.getByRole('button', { name: 'Continue with Digital ID' }).click()
    await page.getByRole('button', { name: 'myID (simulated)' }).click()
    await page.getByRole('button', { name: 'Continue as Tom Baker' }).click()
    expect(await page.getByRole('alert').textContent()).toContain('You need a stronger Digital ID for this')
    await page.getByRole('button', { name: 'Continue as Henry Li' }).click()
    await enterCode(page)
    await page.getByLabel('Yes, remember my consent').uncheck()
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await page.getByRole('banner').getByText('Henry Li').waitFor()
  })

  it('is warned before an idle session ends, and can stay', async () => {
    const page = await browser.visitor()
    await signIn(page, 'olivia')
    let left = 100
    await page.route('**/sign-in/stay', async (route) => {
      if (route.request().method() === 'POST') left = 1_800
      await route.fulfill({ json: { secondsLeft: left } })
    })
    await page.clock.install()
    await page.reload()
    await page.waitForLoadState('networkidle')
    await page.clock.fastForward(29 * 60_000)
    const dialog = page.getByRole('dialog', { name: 'Are you still there?' })
    await dialog.waitFor()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Stay signed in' }).click()
    await dialog.waitFor({ state: 'hidden' })
    left = 0
    await page.clock.fastForward(30 * 60_000)
    await page.getByRole('dialog', { name: 'You are signed out' }).waitFor()
  })
})

describe('nobody else gets in', () => {
  const browser = useBrowser()
  const sessionCookie = 'next-auth.session-token'
  const cookieOf = async (page: Page, name: string) =>
    (await page.context().cookies()).find((cookie) => cookie.name === name)

  it('with the cookie of a session that was signed out', async () => {
    const page = await browser.visitor()
    await signIn(page, 'olivia')
    const cookie = await cookieOf(page, sessionCookie)
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
    await signOut(page)
    expect(await cookieOf(page, sessionCookie)).toBeUndefined()
    await page.context().addCookies([cookie as NonNullable<typeof cookie>])
    await page.goto('/home')
    expect(await heading(page)).toBe('Sign in with Digital ID')
  })

  it('with a cookie that was changed', async () => {
    const page = await browser.visitor()
    await signIn(page, 'olivia')
    const cookie = (await cookieOf(page, sessionCookie)) as NonNullable<Awaited<ReturnType<typeof cookieOf>>>
    const { value } = cookie
    for (const forged of [
      `${value.slice(0, -2)}${value.endsWith('AA') ? 'BB' : 'AA'}`,
      value.slice(0, 40),
      'a.b.c',
      '{}',
    ]) {
      await page.context().addCookies([{ ...cookie, value: forged }])
      await page.goto('/home')
      expect(await heading(page)).toBe('Sign in with Digital ID')
    }
  })

  it('with a session token sent as a bearer token', async () => {
    const page = await browser.visitor()
    await signIn(page, 'olivia')
    const { value } = (await cookieOf(page, sessionCookie)) as { value: string }
    const answer = await fetch(`${at.http}/sign-in/stay`, { headers: { authorization: `Bearer ${value}` } })
    expect(await answer.json()).toEqual({ secondsLeft: 0 })
  })

  it.each(['/sign-in/start', '/sign-out'])('from another site, by %s', async (path) => {
    const senders: Record<string, string>[] = [{ origin: 'https://evil.example' }, { origin: 'null' }, {}]
    for (const headers of senders) {
      const answer = await fetch(at.http + path, { method: 'POST', redirect: 'manual', headers })
      expect([answer.status, answer.headers.get('location')]).toEqual([
        303,
        `${at.http}/sign-in?error=other-site&returnTo=%2Fhome`,
      ])
      expect(answer.headers.getSetCookie()).toEqual([])
    }
  })

  it('with the answer to a sign-in that another browser began', async () => {
    const victim = await browser.visitor()
    const page = await browser.visitor()
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Continue with Digital ID' }).click()
    await page.getByRole('button', { name: 'myID (simulated)' }).click()
    await page.getByRole('button', { name: 'Continue as Olivia Nguyen' }).click()
    await enterCode(page)
    const send = { maxRedirects: 0, headers: { origin: at.http } }
    const consent = await page.request.post(`${page.url()}/consent`, { ...send, form: { answer: 'yes' } })
    const resumed = await page.request.get(consent.headers().location as string, send)
    const answer = resumed.headers().location as string
    expect(answer).toContain('code=')
    await victim.goto(answer)
    await victim.getByRole('region', { name: 'The sign-in took too long' }).waitFor()
    expect(await cookieOf(victim, sessionCookie)).toBeUndefined()
  })

  it.each([
    ['?error=access_denied', 'declined'],
    ['?error=server_error&error_description=x', 'failed'],
    ['?code=guess&state=guess', 'lapsed'],
    ['', 'lapsed'],
  ])('by calling back with %j', async (search, error) => {
    const answer = await fetch(`${at.http}/api/auth/callback/myid${search}`, { redirect: 'manual' })
    expect(answer.headers.get('location')).toBe(`${at.http}/sign-in?error=${error}&returnTo=%2Fhome`)
    expect(answer.headers.getSetCookie().join()).not.toContain(sessionCookie)
  })

  it.each(['//evil.example', 'https://evil.example/', '/\\evil.example', '/sign-out'])(
    'by leading a person who signed in to %s',
    async (target) => {
      const page = await browser.visitor()
      await signIn(page, 'henry', `/sign-in?returnTo=${encodeURIComponent(target)}`)
      expect(new URL(page.url()).origin).toBe(at.http)
      expect(page.url()).not.toContain('evil')
      expect(await page.getByRole('banner').textContent()).toContain('Henry Li')
    },
  )

  it.each(['/api/auth/signin', '/api/auth/session', '/api/auth/csrf', '/api/auth/providers', '/api/auth/error'])(
    'finds no page of the library at %s',
    async (path) => {
      expect((await fetch(at.http + path)).status).toBe(404)
    },
  )
})
