import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shownCode, startMyId } from '../../../../test/support/myid-harness.ts'
import { minute } from '../../../core/clock.ts'

let myId: Awaited<ReturnType<typeof startMyId>>
beforeAll(async () => {
  myId = await startMyId()
})
afterAll(() => myId.close())

const wrongFor = (code: string) => (code === '0000' ? '0001' : '0000')

/** A visitor at the step of the code. */
async function atCode(persona = 'olivia') {
  const visitor = myId.visitor()
  const page = await visitor.begin()
  await visitor.post(`${page}/provider`, { provider: 'myid' })
  await visitor.post(`${page}/person`, { persona })
  return { visitor, page }
}

/** A visitor at the consent. */
async function atConsent(persona = 'olivia') {
  const visitor = myId.visitor()
  return { visitor, page: await visitor.prove(await visitor.begin(), persona) }
}

describe('the pages of a sign-in', () => {
  it('each have one heading, the notice, a language, and a policy that runs no script', async () => {
    const visitor = myId.visitor()
    const page = await visitor.begin()
    const seen: string[] = []
    const look = async () => {
      const response = await visitor.get(page)
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(response.headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      )
      const markup = await response.text()
      expect(markup).toContain('<html lang="en-AU">')
      expect(markup).toContain('Not a government service.</strong> Simulated Digital ID for testing.')
      const headings = [...markup.matchAll(/<h1>([^<]+)<\/h1>/g)].map(([, text]) => text as string)
      expect(headings).toHaveLength(1)
      seen.push(...headings)
    }
    await look()
    await visitor.post(`${page}/provider`, { provider: 'myid' })
    await look()
    await visitor.post(`${page}/person`, { persona: 'olivia' })
    await look()
    expect(seen).toEqual(['Choose your identity provider', 'Who are you?', 'Enter the code in your myID app'])
  })

  it('list each persona with name, strength and story', async () => {
    const visitor = myId.visitor()
    const page = await visitor.begin()
    await visitor.post(`${page}/provider`, { provider: 'myid' })
    const markup = await (await visitor.get(page)).text()
    expect(markup.match(/name="persona"/g)).toHaveLength(10)
    expect(markup).toContain('Continue as Grace O&#39;Connor')
    expect(markup).toContain('Standard identity')
  })

  it('take an email address in any letter case', async () => {
    const visitor = myId.visitor()
    const page = await visitor.begin()
    const answered = await visitor.post(`${page}/person`, { email: ' Olivia@Example.COM ' })
    expect(answered.status).toBe(303)
    expect(await (await visitor.get(page)).text()).toContain('Signing in as <strong>Olivia Nguyen</strong>')
  })

  it.each(['', 'nobody@example.com', 'olivia', "' or 1=1 --", '"><img src=x>', 'a'.repeat(3_000)])(
    'say beside the field that nobody has the address %j, and keep what was entered',
    async (email) => {
      const visitor = myId.visitor()
      const page = await visitor.begin()
      const answered = await visitor.post(`${page}/person`, { email })
      expect(answered.status).toBe(422)
      const markup = await answered.text()
      expect(markup).toContain('<title>Error: Who are you?')
      expect(markup).toContain('href="#email"')
      expect(markup).toContain('aria-invalid="true"')
      expect(markup).not.toContain('<img')
    },
  )

  it('refuse a persona that does not exist', async () => {
    const visitor = myId.visitor()
    const page = await visitor.begin()
    expect((await visitor.post(`${page}/person`, { persona: '__proto__' })).status).toBe(422)
  })

  it.each([
    ['ip3:cl2', 'marcus', 'This needs a Strong Digital ID. You signed in with a Standard one.'],
    ['ip2:cl2', 'tom', 'This needs a Standard Digital ID. You signed in with a Basic one.'],
  ])('refuse a person who is too weak for %s', async (acr, persona, sentence) => {
    const visitor = myId.visitor()
    const page = await visitor.begin({ acr_values: `urn:id.gov.au:tdif:acr:${acr}` })
    const answered = await visitor.post(`${page}/person`, { persona })
    expect(answered.status).toBe(422)
    expect(await answered.text()).toContain(sentence)
    expect((await visitor.post(`${page}/person`, { persona: 'olivia' })).status).toBe(303)
  })
})

describe('the code', () => {
  it('is refused when it is wrong, and used up after three tries; a new one works', async () => {
    const { visitor, page } = await atCode()
    const code = await visitor.codeOn(page)
    for (const left of [2, 1]) {
      const answered = await visitor.post(`${page}/code`, { code: wrongFor(code) })
      expect(answered.status).toBe(422)
      expect(await answered.text()).toContain(`Tries left: ${left}.`)
    }
    const last = await visitor.post(`${page}/code`, { code: wrongFor(code) })
    const markup = await last.text()
    expect(markup).toContain('Too many wrong codes')
    expect(markup).not.toContain(code)
    expect((await visitor.post(`${page}/code`, { code })).status).toBe(422)
    await visitor.post(`${page}/new-code`, {})
    const answered = await visitor.post(`${page}/code`, { code: await visitor.codeOn(page) })
    expect(answered.headers.get('location')).toContain('/myid/auth/')
  })

  it('lapses after five minutes', async () => {
    const { visitor, page } = await atCode()
    const code = await visitor.codeOn(page)
    myId.runtime.clock.advance(5 * minute)
    const answered = await visitor.post(`${page}/code`, { code })
    expect(answered.status).toBe(422)
    expect(await answered.text()).toContain('The code has lapsed')
  })

  it('is not the code of another sign-in, nor of the person named before', async () => {
    const { visitor, page } = await atCode('olivia')
    const other = await atCode('tom')
    const [mine, theirs] = [await visitor.codeOn(page), await other.visitor.codeOn(other.page)]
    if (mine !== theirs) expect((await visitor.post(`${page}/code`, { code: theirs })).status).toBe(422)
    await visitor.post(`${page}/person`, { persona: 'tom' })
    const now = await visitor.codeOn(page)
    if (mine !== now) expect((await visitor.post(`${page}/code`, { code: mine })).status).toBe(422)
  })

  it('cannot be guessed faster by guessing all at once', async () => {
    const { visitor, page } = await atCode()
    const code = await visitor.codeOn(page)
    const guesses = Array.from({ length: 12 }, (_, at) => String(at).padStart(4, '0')).filter((one) => one !== code)
    await Promise.all(guesses.map((guess) => visitor.post(`${page}/code`, { code: guess })))
    const before = await (await visitor.get(page)).text()
    expect(() => shownCode(before)).toThrow()
  })

  it('does nothing before a person is named', async () => {
    const visitor = myId.visitor()
    const page = await visitor.begin()
    const answered = await visitor.post(`${page}/code`, { code: '' })
    expect([answered.status, answered.headers.get('location')]).toEqual([303, new URL(page).pathname])
  })
})

describe('the consent', () => {
  it('says what is shared', async () => {
    const { visitor, page } = await atConsent('grace')
    const markup = await (await visitor.get(page)).text()
    expect(markup).toContain('Your consent')
    expect(markup).toContain('Yes, remember my consent')
    for (const fact of ['O&#39;Connor', '30 December 1971', 'grace@example.com', 'Strong']) {
      expect(markup).toContain(fact)
    }
  })

  it.each(['decline', 'cancel'])('can be refused (%s): the service gets no code', async (way) => {
    const { visitor, page } = await atConsent()
    const answered =
      way === 'decline'
        ? await visitor.post(`${page}/consent`, { answer: 'no', remember: 'yes' })
        : await visitor.post(`${page}/cancel`, {})
    const { at } = await visitor.follow(answered, myId.redirectUri)
    expect(at).toContain('error=access_denied')
    expect(at).not.toContain('code=')
    expect(await visitor.prove(await visitor.begin(), 'olivia')).toContain('/myid/interaction/')
  })

  it('is not given by a form without an answer', async () => {
    const { visitor, page } = await atConsent()
    const answered = await visitor.post(`${page}/consent`, { remember: 'yes' })
    expect(answered.headers.get('location')).toBe(new URL(page).pathname)
  })

  it('cannot be given before the person is proven', async () => {
    const { visitor, page } = await atCode()
    const answered = await visitor.post(`${page}/consent`, { answer: 'yes' })
    expect(answered.headers.get('location')).toBe(new URL(page).pathname)
  })
})

describe('Back, double presses and strangers', () => {
  it('a double press of the code leads on once', async () => {
    const { visitor, page } = await atCode()
    const code = await visitor.codeOn(page)
    const [first, second] = [await visitor.post(`${page}/code`, { code }), await visitor.post(`${page}/code`, { code })]
    expect(second.headers.get('location')).toBe(first.headers.get('location'))
    const { at } = await visitor.follow(second, myId.redirectUri)
    expect(at).toContain('/myid/interaction/')
  })

  it('a double press of the consent gives one code', async () => {
    const { visitor, page } = await atConsent()
    const form = { answer: 'yes' }
    const [first, second] = [await visitor.post(`${page}/consent`, form), await visitor.post(`${page}/consent`, form)]
    expect(second.headers.get('location')).toBe(first.headers.get('location'))
    const { at } = await visitor.follow(second, myId.redirectUri)
    const answer = await myId.redeem(new URL(at).searchParams.get('code') as string, visitor.verifier)
    expect(answer.status).toBe(200)
  })

  it('Back to a page that is done says so', async () => {
    const { visitor, page } = await atConsent()
    await visitor.follow(await visitor.post(`${page}/consent`, { answer: 'yes' }), myId.redirectUri)
    for (const again of [await visitor.get(page), await visitor.post(`${page}/consent`, { answer: 'yes' })]) {
      expect(again.status).toBe(410)
      expect(await again.text()).toContain('<h1>This page is no longer in use</h1>')
    }
  })

  it('a sign-in that is too old says so', async () => {
    const visitor = myId.visitor()
    const page = await visitor.begin()
    myId.runtime.clock.advance(15 * minute)
    expect((await visitor.get(page)).status).toBe(410)
    expect((await visitor.post(`${page}/person`, { persona: 'olivia' })).status).toBe(410)
  })

  it('reloading the address of a form shows the step', async () => {
    const { visitor, page } = await atCode()
    const response = await visitor.get(`${page}/code`)
    expect([response.status, response.headers.get('location')]).toEqual([303, new URL(page).pathname])
  })

  it('another browser cannot go on with a sign-in that is not its own', async () => {
    const { page } = await atCode()
    const stranger = myId.visitor()
    expect((await stranger.get(page)).status).toBe(410)
    const own = await stranger.begin()
    const cookie = [...stranger.cookies.values()].map(({ name, value }) => `${name}=${value}`).join('; ')
    expect((await stranger.get(page, { cookie })).status).toBe(410)
    expect((await stranger.get(own)).status).toBe(200)
  })

  it.each([
    ['another site', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a sibling site', { 'sec-fetch-site': 'same-site' }],
  ])('a form sent from %s does nothing', async (_name, headers) => {
    const { visitor, page } = await atConsent()
    expect((await visitor.post(`${page}/consent`, { answer: 'yes' }, headers)).status).toBe(403)
    expect((await visitor.get(page)).status).toBe(200)
  })

  it.each(['constructor', '__proto__', 'login', 'code/more'])('there is no step %s', async (step) => {
    const { visitor, page } = await atCode()
    expect((await visitor.post(`${page}/${step}`, {})).status).toBe(404)
  })

  it('a form that is far too long is refused', async () => {
    const { visitor, page } = await atCode()
    await expect(visitor.post(`${page}/code`, { code: '1'.repeat(9_000) })).resolves.toMatchObject({ status: 413 })
  })
})
