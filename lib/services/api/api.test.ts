import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newToken, serveApi } from '../../../test/support/api.ts'
import { abns, createRamWorld, type RamWorld } from '../../../test/support/ram.ts'
import { minute } from '../../core/clock.ts'
import { revokeApiToken } from '../../domain/ram/api-tokens/revoke-api-token.ts'
import { removeAuthorisation } from '../../domain/ram/authorisations/remove-authorisation.ts'

let world: RamWorld
let api: Awaited<ReturnType<typeof serveApi>>
let principal: Awaited<ReturnType<RamWorld['member']>>
let token: string
beforeAll(async () => {
  world = await createRamWorld('embedded')
  api = await serveApi(world)
  principal = await world.member(abns.wattle, 'PRINCIPAL_AUTHORITY', { email: 'principal@example.com' })
  await world.member(abns.banksia, 'PRINCIPAL_AUTHORITY')
  token = (await newToken(world, principal)).secret
})
afterAll(async () => {
  await api.close()
  await world.runtime.close()
})

const home = `/businesses/${abns.wattle}`
const people = `${home}/authorisations`
const newPerson = (changes: object = {}) => ({
  representativeType: 'STANDARD',
  givenNames: 'Marcus',
  familyName: 'Webb',
  email: 'marcus@example.com',
  isAdministrator: false,
  isMachineCredentialAdministrator: false,
  startDate: '2026-03-02',
  access: [{ agencyId: 'osir', level: 'FULL' }],
  declaration: true,
  ...changes,
})
const requested = async (familyName: string) => {
  const { body } = await api.call('POST', people, { token, body: newPerson({ familyName }) })
  return String(body.id)
}

describe('a token', () => {
  it('tells what it may do', async () => {
    const { status, body } = await api.call('GET', '/token', { token })
    expect(status).toBe(200)
    expect(body).toMatchObject({ abn: abns.wattle, name: 'test', rights: expect.arrayContaining(['business:read']) })
    expect(JSON.stringify(body)).not.toContain(token)
  })

  it.each([
    ['none', {}, 401, 'api.no-token'],
    ['a password', { authorization: 'Basic b2xpdmlhOnNlY3JldA==' }, 401, 'api.token-unknown'],
    ['nonsense', { authorization: 'Bearer nonsense' }, 401, 'api.token-unknown'],
    ['one that nobody has', { authorization: `Bearer mandate_${'A'.repeat(43)}` }, 401, 'api.token-unknown'],
    ['a cookie only', { cookie: 'mandate.session=abc' }, 401, 'api.no-token'],
  ])('is needed: %s', async (_what, headers, status, code) => {
    const answer = await api.call('GET', home, { headers: headers as Record<string, string> })
    expect(answer).toMatchObject({ status, body: { code } })
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="mandate"/)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
  })

  it('with one letter changed is none', async () => {
    const changed = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A')
    expect(await api.call('GET', home, { token: changed })).toMatchObject({ status: 401 })
  })

  it.each([abns.banksia, abns.saltbush, '11111111111', 'abc'])('does nothing for another business: %s', async (abn) => {
    const answer = await api.call('GET', `/businesses/${abn}`, { token })
    expect(answer).toMatchObject({ status: 403, body: { code: 'api.other-business' } })
  })

  it('has only the rights that it was given', async () => {
    const { secret } = await newToken(world, principal, { rights: ['business:read'] })
    expect(await api.call('GET', home, { token: secret })).toMatchObject({ status: 200 })
    const refused = await api.call('GET', people, { token: secret })
    expect(refused).toMatchObject({ status: 403, body: { code: 'api.right-missing' } })
    expect(refused.headers.get('www-authenticate')).toContain('insufficient_scope')
    const before = await world.store.authorisation.count()
    expect(await api.call('POST', people, { token: secret, body: newPerson() })).toMatchObject({ status: 403 })
    expect(await world.store.authorisation.count()).toBe(before)
  })

  it('ends when it is revoked', async () => {
    const { secret, id } = await newToken(world, principal)
    await revokeApiToken(principal.context, { submissionId: world.newId(), abn: abns.wattle, id })
    expect(await api.call('GET', home, { token: secret })).toMatchObject({
      status: 401,
      body: { code: 'api.token-revoked' },
    })
  })

  it('ends when its maker is removed, and is dead for good', async () => {
    const maker = await world.member(abns.wattle, 'ADMINISTRATOR')
    const { secret } = await newToken(world, maker)
    expect(await api.call('GET', people, { token: secret })).toMatchObject({ status: 200 })
    await removeAuthorisation(principal.context, { submissionId: world.newId(), abn: abns.wattle, id: maker.id })
    expect(await api.call('GET', people, { token: secret })).toMatchObject({
      status: 401,
      body: { code: 'api.token-without-maker' },
    })
  })

  it('has no more authority than its maker has now', async () => {
    const maker = await world.member(abns.wattle, 'ADMINISTRATOR')
    const { secret } = await newToken(world, maker)
    await world.store.authorisation.update({ where: { id: maker.id }, data: { isAdministrator: false } })
    expect(await api.call('GET', people, { token: secret })).toMatchObject({
      status: 403,
      body: { code: 'ram.role-too-low' },
    })
    expect(await api.call('GET', home, { token: secret })).toMatchObject({ status: 200 })
  })

  it('is named in the history beside its maker', async () => {
    await requested('History')
    const entry = await world.store.historyEntry.findFirstOrThrow({
      where: { act: 'authorisation-requested' },
      orderBy: { id: 'desc' },
    })
    expect(entry.actorName).toMatch(/^Pat \w+ \(API token "test"\)$/)
  })

  it('remembers to the minute when it was used', async () => {
    const { secret, id } = await newToken(world, principal)
    const lastUse = async () => (await world.store.apiToken.findUniqueOrThrow({ where: { id } })).lastUsedAt?.getTime()
    expect(await lastUse()).toBeUndefined()
    await api.call('GET', home, { token: secret })
    expect(await lastUse()).toBe(world.clock.now())
  })
})

describe('the form of a request', () => {
  it.each([
    ['a body that is no JSON', '{"a"', 415, 'common.not-json'],
    ['a list', [], 400, 'common.invalid-input'],
    ['nothing', {}, 400, 'common.invalid-input'],
    ['a field that there is not', newPerson({ isAdminstrator: true }), 400, 'common.invalid-input'],
    ['the ABN in the body', newPerson({ abn: abns.banksia }), 400, 'common.invalid-input'],
    ['a submission id in the body', newPerson({ submissionId: 'x' }), 400, 'common.invalid-input'],
    ['no declaration', newPerson({ declaration: false }), 400, 'common.invalid-input'],
    ['a start long ago', newPerson({ startDate: '2020-01-01' }), 400, 'common.invalid-input'],
    ['more than there is room for', { givenNames: 'x'.repeat(300_000) }, 413, 'common.too-large'],
  ])('%s is refused, and nothing is written', async (_what, body, status, code) => {
    const before = await world.store.authorisation.count()
    const answer = await api.call('POST', people, { token, body })
    expect(answer).toMatchObject({ status, body: { code } })
    expect(await world.store.authorisation.count()).toBe(before)
  })

  it('names each wrong field', async () => {
    const { body } = await api.call('POST', people, { token, body: newPerson({ email: 'x', wrong: 1 }) })
    expect(body.fields).toEqual({ wrong: 'There is no such field here.' })
    const second = await api.call('POST', people, { token, body: newPerson({ email: 'x', givenNames: '' }) })
    expect(Object.keys(second.body.fields as object).toSorted()).toEqual(['email', 'givenNames'])
  })

  it.each([
    ['GET', '/nothing', 404],
    ['GET', '/businesses', 404],
    ['GET', '/businesses/%E0%A4%A/authorisations', 404],
    ['GET', `${people}/`, 404],
    ['GET', `${people}/__proto__`, 400],
    ['PUT', people, 405],
    ['HEAD', '/token', 405],
    ['GET', `${people}?status=NONE`, 400],
    ['GET', `${people}?pageSize=0`, 400],
    ['GET', `${people}?pageSize=5&pageSize=6`, 400],
    ['GET', `${people}?nothing=1`, 400],
    ['GET', `${people}?renewalDue=maybe`, 400],
    ['GET', `${people}/2b1f6d0e-0000-4000-8000-000000000000`, 404],
  ])('%s %s: %i', async (method, path, status) => {
    const answer = await api.call(method, path, { token })
    expect(answer.status).toBe(status)
    if (status === 405) expect(answer.headers.get('allow')).toBeTruthy()
  })
})

describe('lists', () => {
  it('go on from a cursor to the end, each row once', async () => {
    for (const name of ['One', 'Two', 'Three', 'Four', 'Five']) await requested(name)
    const seen: string[] = []
    let after = ''
    for (let page = 0; page < 50; page++) {
      const { status, body } = await api.call('GET', `${people}?pageSize=2${after}`, { token })
      expect(status).toBe(200)
      seen.push(...(body.rows as { id: string }[]).map(({ id }) => id))
      if (body.next === null) break
      after = `&after=${body.next}`
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBe(await world.store.authorisation.count({ where: { abn: abns.wattle } }))
  })

  it('take filters, one value or several', async () => {
    const both = await api.call('GET', `${people}?status=PENDING&status=ACTIVE&sort=newest`, { token })
    const one = await api.call('GET', `${people}?status=PENDING`, { token })
    expect(Number(both.body.total)).toBeGreaterThan(Number(one.body.total))
    expect((one.body.rows as { status: string }[]).every(({ status }) => status === 'PENDING')).toBe(true)
  })

  it.each(['x', 'WyJhIl0', Buffer.from('["history",5]').toString('base64url'), 'a'.repeat(2_001)])(
    'refuse a cursor of somebody else: %#',
    async (cursor) => {
      for (const side of ['after', 'before']) {
        const { status } = await api.call('GET', `${people}?${side}=${cursor}`, { token })
        expect(status).toBe(400)
      }
    },
  )
})

describe('an idempotency key', () => {
  it('makes a request once-only: the same answer, one record, one mail', async () => {
    const headers = { 'idempotency-key': 'create-1' }
    const send = () => api.call('POST', people, { token, headers, body: newPerson({ email: 'once@example.com' }) })
    const [first, second] = await Promise.all([send(), send()])
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.body).toEqual(first.body)
    expect((await send()).body).toEqual(first.body)
    expect(await world.store.authorisation.count({ where: { email: 'once@example.com' } })).toBe(1)
    expect(await world.store.mail.count({ where: { recipient: 'once@example.com' } })).toBe(1)
  })

  it('belongs to one request', async () => {
    const headers = { 'idempotency-key': 'create-2' }
    await api.call('POST', people, { token, headers, body: newPerson({ email: 'first@example.com' }) })
    const other = await api.call('POST', people, { token, headers, body: newPerson({ email: 'second@example.com' }) })
    expect(other).toMatchObject({ status: 422, body: { code: 'api.idempotency-conflict' } })
    const elsewhere = await api.call('POST', `${people}/renewals`, {
      token,
      headers,
      body: { items: [{ id: principal.id }], declaration: true },
    })
    expect(elsewhere).toMatchObject({ status: 422 })
    expect(await world.store.authorisation.count({ where: { email: 'second@example.com' } })).toBe(0)
  })

  it('of another token is another key', async () => {
    const headers = { 'idempotency-key': 'create-2' }
    const { secret } = await newToken(world, principal)
    const body = newPerson({ email: 'third@example.com' })
    expect(await api.call('POST', people, { token: secret, headers, body })).toMatchObject({ status: 201 })
  })

  it('is not used up by a request in the wrong form', async () => {
    const headers = { 'idempotency-key': 'create-3' }
    expect(await api.call('POST', people, { token, headers, body: newPerson({ email: 'x' }) })).toMatchObject({
      status: 400,
    })
    expect(
      await api.call('POST', people, { token, headers, body: newPerson({ email: 'y@example.com' }) }),
    ).toMatchObject({ status: 201 })
  })

  it.each(['x'.repeat(201), 'a b', 'é'])('that cannot be one is refused: %#', async (key) => {
    const answer = await api.call('POST', people, { token, headers: { 'idempotency-key': key }, body: newPerson() })
    expect(answer).toMatchObject({ status: 400, body: { code: 'api.idempotency-key-malformed' } })
  })

  it('is not taken where nothing is changed', async () => {
    const answer = await api.call('GET', people, { token, headers: { 'idempotency-key': 'k' } })
    expect(answer).toMatchObject({ status: 400, body: { code: 'api.idempotency-key-not-taken' } })
  })
})

describe('a version', () => {
  it('is the entity tag, and an edit must name the one that it saw', async () => {
    const id = await requested('Versions')
    const seen = await api.call('GET', `${people}/${id}`, { token })
    const tag = seen.headers.get('etag') ?? ''
    expect(tag).toBe('"1"')
    const edit = (ifMatch: string | undefined, familyName: string) =>
      api.call('PATCH', `${people}/${id}`, {
        token,
        headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
        body: { familyName, declaration: true },
      })
    expect(await edit(undefined, 'None')).toMatchObject({ status: 428, body: { code: 'api.version-needed' } })
    for (const wrong of ['1', '*', 'W/"1"', '"0"', '"a"', '"1", "2"']) {
      expect(await edit(wrong, 'Wrong'), wrong).toMatchObject({ status: 400, body: { code: 'api.version-malformed' } })
    }
    const edited = await edit(tag, 'Changed')
    expect(edited).toMatchObject({ status: 200, body: { version: 2, changed: ['familyName'] } })
    expect(edited.headers.get('etag')).toBe('"2"')
    expect(await edit(tag, 'Late')).toMatchObject({
      status: 412,
      body: { code: 'api.version-changed', fields: { familyName: expect.stringContaining('Changed') } },
    })
    const unchanged = await api.call('GET', `${people}/${id}`, { token, headers: { 'if-none-match': '"2"' } })
    expect(unchanged.status).toBe(304)
  })
})

describe('the pace', () => {
  it('is told, and ends in a refusal that says when to go on', async () => {
    const slow = await serveApi(world, { callsAMinute: 2 })
    const { secret } = await newToken(world, principal)
    const ask = (asked: string) => slow.call('GET', '/token', { token: asked })
    const first = await ask(secret)
    expect(first.headers.get('ratelimit-policy')).toBe('"token";q=2;w=60')
    expect(first.headers.get('ratelimit')).toMatch(/^"token";r=1;t=\d+$/)
    await ask(secret)
    const over = await ask(secret)
    expect(over).toMatchObject({ status: 429, body: { code: 'api.too-fast' } })
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await ask(token)).toMatchObject({ status: 200 })
    world.clock.advance(minute)
    expect(await ask(secret)).toMatchObject({ status: 200 })
    await slow.close()
  })
})

describe('expiry', () => {
  it('comes at the end of the last day', async () => {
    const { secret } = await newToken(world, principal, { days: 0 })
    expect(await api.call('GET', '/token', { token: secret })).toMatchObject({ status: 200 })
    world.clock.advance(24 * 60 * minute)
    expect(await api.call('GET', '/token', { token: secret })).toMatchObject({
      status: 401,
      body: { code: 'api.token-expired' },
    })
  })
})
