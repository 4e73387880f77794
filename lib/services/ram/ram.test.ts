import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { abns, createRamWorld, type RamWorld } from '../../../test/support/ram.ts'
import { startAttributeProvider } from '../../../test/support/relying-service.ts'
import { addDays, dayOf } from '../../core/calendar-day.ts'
import type { UseCaseContext } from '../../domain/context.ts'
import { viewSharingRequest } from '../../domain/ram/sharing/view-sharing-request.ts'
import { endSession } from '../../platform/session/end-session.ts'
import { acrOf } from '../../policy/identity/acr.ts'

let world: RamWorld
let ram: Awaited<ReturnType<typeof startAttributeProvider>>
/** Principal authority of one business and administrator of another, whose authorisation will end. */
let olivia: UseCaseContext
beforeAll(async () => {
  world = await createRamWorld('embedded', { start: new Date().toISOString() })
  ram = await startAttributeProvider(world)
  await world.business(abns.wattle)
  await world.business(abns.banksia)
  olivia = (await world.member(abns.wattle, 'PRINCIPAL_AUTHORITY')).context
})
afterAll(async () => {
  await ram.close()
  await world.runtime.close()
})

type Service = 'usi' | 'tax'

/** A whole sign-in at a service; `access` is an access token there. */
async function signIn(context: UseCaseContext, service: Service = 'usi', change: Record<string, string> = {}) {
  const browser = await ram.browserOf(context)
  const at = await ram.begin(browser, service, change)
  const { search } = await ram.answer(browser, at)
  const { body } = await ram.redeem(service, search.get('code') as string)
  const idToken = JSON.parse(Buffer.from(body.id_token?.split('.')[1] ?? '', 'base64url').toString())
  return { browser, idToken, access: body.access_token as string }
}

async function decisionToken(): Promise<Record<string, string>> {
  const { body } = await ram.token('usi', { grant_type: 'client_credentials', scope: 'ram:decisions' })
  return { authorization: `Bearer ${body.access_token}` }
}

describe('signing in at a relying service', () => {
  test('tells it the businesses of the person, once they agreed', async () => {
    const { idToken, access } = await signIn(olivia)
    expect(idToken).toMatchObject({ iss: `${ram.origin}/ram`, aud: 'usi', acr: acrOf('STRONG'), nonce: 'nonce-1' })
    expect(idToken).not.toHaveProperty('tdif_business_authorisations')
    expect(idToken.sub).not.toBe(olivia.actor.personId)
    const { body } = await ram.userinfo(access)
    expect(body).toEqual({
      sub: idToken.sub,
      tdif_business_authorisations: [
        {
          abn: abns.wattle,
          business_name: 'Wattle Vale Training',
          authorisation_type: 'principal_authority',
          is_administrator: false,
          is_machine_credential_administrator: false,
          services: [
            { id: 'dsp', access: 'full' },
            { id: 'usi', access: 'full' },
          ],
          start_date: dayOf(world.runtime.clock.now()),
          end_date: null,
        },
      ],
    })
  })

  test('the consent page says beforehand what the service would learn; only while the request waits', async () => {
    const browser = await ram.browserOf(olivia)
    const at = await ram.begin(browser, 'usi', { scope: 'openid profile tdif_business_authorisations' })
    const request = new URL(at).pathname.split('/')[2] as string
    const seen = await viewSharingRequest(olivia, { request })
    expect(seen).toMatchObject({ service: { name: 'Service usi' }, businesses: [{ abn: abns.wattle }] })
    expect(seen.details).toHaveLength(3)
    await ram.answer(browser, at)
    await expect(viewSharingRequest(olivia, { request })).rejects.toMatchObject({ code: 'identity.page-over' })
    await expect(viewSharingRequest(olivia, { request: 'x'.repeat(21) })).rejects.toMatchObject({
      code: 'identity.page-over',
    })
  })

  test('each service knows the person by another name, and learns of its own services only', async () => {
    const usi = await signIn(olivia)
    const tax = await signIn(olivia, 'tax')
    expect(tax.idToken.sub).not.toBe(usi.idToken.sub)
    expect((await ram.userinfo(tax.access)).body.tdif_business_authorisations).toMatchObject([
      { services: [{ id: 'osb', access: 'full' }] },
    ])
    expect((await signIn(olivia)).idToken.sub).toBe(usi.idToken.sub)
  })

  test('without the scope, nothing about businesses', async () => {
    const { access } = await signIn(olivia, 'usi', { scope: 'openid' })
    expect(Object.keys((await ram.userinfo(access)).body)).toEqual(['sub'])
  })

  test('a remembered consent is not asked again, a larger wish is', async () => {
    const browser = await ram.browserOf((await world.member(abns.wattle, 'AUTHORISED_USER')).context)
    await ram.answer(browser, await ram.begin(browser, 'usi'), { answer: 'yes', remember: 'yes' })
    expect(await ram.begin(browser, 'usi')).toContain('https://usi.example/callback?code=')
    const larger = { scope: 'openid profile tdif_business_authorisations' }
    expect(await ram.begin(browser, 'usi', larger)).toContain('/share/')
  })

  test('who is not signed in, or not strongly enough, is sent to sign in and back', async () => {
    const nobody = await ram.browserOf()
    expect(await ram.begin(nobody, 'usi')).toMatch(/\/sign-in\?strength=BASIC&returnTo=%2Fram%2Finteraction%2F/)
    const weak = await ram.browserOf(await world.person('Wendy', 'Weak', { strength: 'BASIC' }))
    expect(await ram.begin(weak, 'usi', { acr_values: acrOf('STRONG') })).toContain('/sign-in?strength=STRONG&')
  })

  test('a weak identity reaches no service that needs more', async () => {
    const member = await world.member(abns.banksia, 'BASIC_USER')
    const basic = { ...member.context, actor: { ...member.context.actor, strength: 'BASIC' as const } }
    const { access } = await signIn(basic)
    expect((await ram.userinfo(access)).body.tdif_business_authorisations).toEqual([])
  })

  test('signing out of RAM ends what the service can still read', async () => {
    const { browser, access } = await signIn(olivia)
    await endSession(world.runtime, browser.sessionId)
    expect((await ram.userinfo(access)).status).toBe(401)
  })
})

describe('what the provider refuses', () => {
  test('a declined consent tells the service nothing', async () => {
    const browser = await ram.browserOf(olivia)
    const { search } = await ram.answer(browser, await ram.begin(browser, 'usi'), { answer: 'no' })
    expect(search.get('error')).toBe('access_denied')
    expect(search.get('code')).toBeNull()
  })

  test.each([
    ['an unknown client', { client_id: 'nobody' }],
    ['another address to come back to', { redirect_uri: 'https://evil.example/callback' }],
  ])('%s ends on a page of ours', async (_name, change) => {
    expect(await ram.begin(await ram.browserOf(olivia), 'usi', change)).toMatch(/\/share\/refused\?reason=invalid_/)
  })

  test.each([
    ['no code challenge', { code_challenge: '' }],
    ['a scope that is not the client’s', { scope: 'openid email' }],
    ['an unknown strength', { acr_values: 'urn:nothing' }],
    ['asking without a page', { prompt: 'none' }],
  ])('%s', async (_name, change) => {
    const at = await ram.begin(await ram.browserOf(olivia), 'usi', change)
    const given = new URL(at).searchParams
    // A scope of nobody is left out, as OpenID Connect has it: no error, and no claim.
    if ('scope' in change) return expect(at).toMatch(/\/share\//)
    expect(given.get('error')).toMatch(/^(invalid_request|unmet_authentication_requirements|login_required)$/)
  })

  test('an answer from another site, another browser, or for another request', async () => {
    const browser = await ram.browserOf(olivia)
    const at = await ram.begin(browser, 'usi')
    expect((await ram.answer(browser, at, { answer: 'yes' }, { origin: 'https://evil.example' })).status).toBe(403)
    const other = await ram.browserOf(olivia)
    expect((await ram.answer(other, at)).search.get('code')).toBeNull()
    expect((await ram.answer(browser, `${ram.origin}/share/other`)).search.get('code')).toBeNull()
    expect((await ram.answer(browser, at)).search.get('code')).not.toBeNull()
  })

  test('a code redeemed by another client, with another key, another verifier, or twice', async () => {
    const code = async () => {
      const browser = await ram.browserOf(olivia)
      return (await ram.answer(browser, await ram.begin(browser, 'usi'))).search.get('code') as string
    }
    expect((await ram.redeem('tax', await code())).body.error).toBe('invalid_grant')
    expect((await ram.redeem('usi', await code(), { key: 'tax' })).body.error).toBe('invalid_client')
    expect((await ram.redeem('usi', await code(), { form: { code_verifier: 'x'.repeat(50) } })).body.error).toBe(
      'invalid_grant',
    )
    const once = await code()
    const first = await ram.redeem('usi', once)
    expect((await ram.redeem('usi', once)).body.error).toBe('invalid_grant')
    expect((await ram.userinfo(first.body.access_token as string)).status).toBe(401)
  })
})

describe('the demonstration service of the sandbox', () => {
  const start = '/sandbox/relying-service/start'

  test('signs a person in through RAM, and shows what it learned and a decision', async () => {
    const browser = await ram.browserOf(olivia)
    const { at } = await browser.follow(await browser.get(start))
    const back = await browser.post(`${new URL(at).pathname.replace('/share/', '/ram/interaction/')}/answer`, {
      answer: 'yes',
    })
    const onwards = /url=(\/ram\/[^"]+)"/.exec(await back.text())?.[1] as string
    const { response } = await browser.follow(await browser.get(onwards))
    const shown = await response.text()
    expect(shown).toContain(abns.wattle)
    expect(shown).toContain('&#34;allowed&#34;: true')
  })

  test('takes no answer that it did not ask for', async () => {
    const browser = await ram.browserOf(olivia)
    const page = await browser.get('/sandbox/relying-service/callback?code=x&state=y')
    expect(await page.text()).toContain('not mine')
    await browser.get(start)
    expect(await (await browser.get('/sandbox/relying-service/callback?code=x&state=y')).text()).toContain('not mine')
  })
})

describe('decisions', () => {
  test('allowed, with the level', async () => {
    const { idToken } = await signIn(olivia)
    const question = { subject: idToken.sub, abn: abns.wattle, service: 'usi' }
    expect(await ram.decide(question, await decisionToken())).toMatchObject({
      status: 200,
      type: 'application/json',
      body: { allowed: true, access: 'full', reason: null, end_date: null },
    })
  })

  test('refused, each with its reason', async () => {
    const { idToken } = await signIn(olivia)
    const { sub } = idToken
    const ending = await world.member(abns.banksia, 'AUTHORISED_USER', { endDate: addDays(day(), 1) })
    const later = await world.member(abns.banksia, 'AUTHORISED_USER', { startDate: addDays(day(), 9) })
    const weak = await world.member(abns.wattle, 'AUTHORISED_USER')
    const weakNow = { ...weak.context, actor: { ...weak.context.actor, strength: 'BASIC' as const } }
    const unaccepted = await world.person('Una', 'Accepted')
    const sub2 = async (context: UseCaseContext) => (await signIn(context)).idToken.sub as string
    const subs = [await sub2(ending.context), await sub2(later.context), await sub2(weakNow), await sub2(unaccepted)]
    await world.runtime.store.authorisation.update({
      where: { id: ending.id },
      data: { status: 'INACTIVE', inactiveReason: 'REMOVED', heldBy: null },
    })
    const headers = await decisionToken()
    const reason = async (subject: string, abn: string) =>
      (await ram.decide({ subject, abn, service: 'usi' }, headers)).body.reason
    expect(await reason(sub, abns.banksia)).toBe('no-authorisation')
    expect(await reason('x'.repeat(43), abns.wattle)).toBe('unknown-person')
    expect(await reason(subs[0] as string, abns.banksia)).toBe('no-authorisation')
    expect(await reason(subs[1] as string, abns.banksia)).toBe('not-in-force')
    expect(await reason(subs[2] as string, abns.wattle)).toBe('identity-too-weak')
    expect(await reason(subs[3] as string, abns.wattle)).toBe('no-authorisation')
  })

  test('only about persons who signed in there, and services that the asker stands for', async () => {
    const { idToken } = await signIn(olivia, 'tax')
    const headers = await decisionToken()
    const foreign = await ram.decide({ subject: idToken.sub, abn: abns.wattle, service: 'usi' }, headers)
    expect(foreign.body).toMatchObject({ allowed: false, reason: 'unknown-person' })
    const other = await ram.decide({ subject: idToken.sub, abn: abns.wattle, service: 'osb' }, headers)
    expect(other).toMatchObject({ status: 403, body: { code: 'ram.service-not-yours' } })
  })

  test.each([
    [{}, 'common.invalid-input'],
    [{ subject: 'x', abn: '11111111111', service: 'usi' }, 'common.invalid-input'],
    [{ subject: 'x', abn: abns.wattle, service: 'usi', more: 1 }, 'common.invalid-input'],
    [[], 'common.invalid-input'],
  ])('a question that is none: %j', async (question, code) => {
    const answer = await ram.decide(question, await decisionToken())
    expect(answer).toMatchObject({ type: 'application/problem+json', body: { code } })
  })

  test('no token, a made-up one, that of a person, of a client without the scope, or one that is off the register', async () => {
    const question = { subject: 'x', abn: abns.wattle, service: 'usi' }
    const { access } = await signIn(olivia)
    const tokens: Record<string, string>[] = [
      {},
      { authorization: 'Bearer x' },
      { authorization: 'Basic x' },
      { authorization: `Bearer ${access}` },
    ]
    for (const headers of tokens) {
      const { status, asks, body } = await ram.decide(question, headers)
      expect([status, body.code, asks]).toEqual([401, 'ram.decision-token', expect.stringContaining('Bearer')])
    }
    const wrong = await ram.token('tax', { grant_type: 'client_credentials', scope: 'ram:decisions' })
    expect(wrong).toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(/^(unauthorized_client|invalid_request)$/) },
    })
    const forged = await ram.token('usi', { grant_type: 'client_credentials', scope: 'ram:decisions' }, { key: 'tax' })
    expect(forged.body.error).toBe('invalid_client')
    const { body } = await ram.token('usi', { grant_type: 'client_credentials' })
    const bare = await ram.decide(question, { authorization: `Bearer ${body.access_token}` })
    expect(bare).toMatchObject({ status: 403, body: { code: 'ram.decision-scope' } })
  })
})

function day() {
  return dayOf(world.runtime.clock.now())
}
