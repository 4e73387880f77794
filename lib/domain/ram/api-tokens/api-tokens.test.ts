import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newToken } from '../../../../test/support/api.ts'
import { abns, createRamWorld, type RamWorld } from '../../../../test/support/ram.ts'
import { day } from '../../../core/clock.ts'
import { limits } from '../../../policy/limits.ts'
import { apiRightNames, apiRights, mayGive } from '../../../policy/permissions/api-rights.ts'
import { type Role, roles } from '../../../policy/permissions/roles.ts'
import { admitApiToken } from './admit-api-token.ts'
import { type CreateApiTokenInput, createApiToken } from './create-api-token.ts'
import { keepApiTokens } from './keep-api-tokens.ts'
import { listApiTokens } from './list-api-tokens.ts'
import { revokeApiToken } from './revoke-api-token.ts'

let world: RamWorld
let principal: Awaited<ReturnType<RamWorld['member']>>
beforeAll(async () => {
  world = await createRamWorld('embedded')
  principal = await world.member(abns.wattle, 'PRINCIPAL_AUTHORITY', { email: 'principal@example.com' })
})
afterAll(() => world.runtime.close())

const form = (changes: Partial<CreateApiTokenInput> = {}): CreateApiTokenInput => ({
  submissionId: world.newId(),
  abn: abns.wattle,
  name: 'nightly',
  rights: ['business:read'],
  lastDay: '2026-04-02',
  ...changes,
})

describe('who may', () => {
  const managers: Role[] = ['PRINCIPAL_AUTHORITY', 'PRIMARY_PERSON', 'ADMINISTRATOR', 'ADMINISTRATOR_MCA']

  it.each(roles)('%s', async (role) => {
    const { context } = await world.member(abns.wattle, role)
    const before = await world.store.apiToken.count()
    const list = listApiTokens(context, { abn: abns.wattle })
    const create = createApiToken(context, form())
    if (managers.includes(role)) {
      await expect(list).resolves.toMatchObject({ mayManage: true })
      const { id } = await create
      const revoke = { submissionId: world.newId(), abn: abns.wattle, id }
      await expect(revokeApiToken(context, revoke)).resolves.toMatchObject({ id })
    } else {
      await expect(list).rejects.toThrow('ram.role-too-low')
      await expect(create).rejects.toThrow('ram.role-too-low')
      expect(await world.store.apiToken.count()).toBe(before)
      const { id } = await newToken(world, principal)
      const revoke = { submissionId: world.newId(), abn: abns.wattle, id }
      await expect(revokeApiToken(context, revoke)).rejects.toThrow('ram.role-too-low')
    }
  })

  it('not those of another business, who are not told which tokens there are', async () => {
    const { context } = await world.member(abns.banksia, 'PRINCIPAL_AUTHORITY')
    const { id } = await newToken(world, principal)
    await expect(listApiTokens(context, { abn: abns.wattle })).rejects.toThrow('ram.no-authorisation')
    await expect(createApiToken(context, form())).rejects.toThrow('ram.no-authorisation')
    for (const abn of [abns.wattle, abns.banksia]) {
      const revoke = revokeApiToken(context, { submissionId: world.newId(), abn, id })
      await expect(revoke).rejects.toThrow(abn === abns.wattle ? 'ram.no-authorisation' : 'common.not-found')
    }
    expect((await world.store.apiToken.findUniqueOrThrow({ where: { id } })).revokedAt).toBeNull()
  })

  it('not a person whose identity is too weak today', async () => {
    const { context } = await world.member(abns.wattle, 'ADMINISTRATOR', { strength: 'BASIC' })
    await expect(createApiToken(context, form())).rejects.toThrow('ram.identity-too-weak')
  })
})

describe('rights', () => {
  it.each(apiRightNames)('%s is given only by a role that includes every act of it', async (right) => {
    expect(apiRights[right].acts.length).toBeGreaterThan(0)
    for (const role of ['ADMINISTRATOR', 'ADMINISTRATOR_MCA', 'PRINCIPAL_AUTHORITY'] as const) {
      const { context } = await world.member(abns.wattle, role)
      const made = createApiToken(context, form({ rights: [right] }))
      if (mayGive(right, { role, strength: 'STRONG' })) await expect(made).resolves.toMatchObject({ name: 'nightly' })
      else await expect(made).rejects.toThrow('api.right-not-yours')
    }
  })

  it('of credentials are beyond an administrator who looks after none', () => {
    expect(mayGive('credentials:write', { role: 'ADMINISTRATOR', strength: 'STRONG' })).toBe(false)
    expect(mayGive('credentials:write', { role: 'ADMINISTRATOR_MCA', strength: 'STRONG' })).toBe(true)
    expect(apiRightNames.some((right) => mayGive(right, { role: null, strength: 'STRONG' }))).toBe(false)
  })
})

describe('creating', () => {
  it.each<[string, Partial<CreateApiTokenInput>, string]>([
    ['no name', { name: ' ' }, 'name'],
    ['a name with markup', { name: '<b>' }, 'name'],
    ['too long a name', { name: 'x'.repeat(61) }, 'name'],
    ['no right', { rights: [] }, 'rights'],
    ['a right that there is not', { rights: ['everything' as 'business:read'] }, 'rights.0'],
    ['a day gone by', { lastDay: '2026-03-01' }, 'lastDay'],
    ['a day too far', { lastDay: '2027-03-03' }, 'lastDay'],
  ])('%s is refused', async (_what, changes, field) => {
    const error = await createApiToken(principal.context, form(changes)).catch((thrown) => thrown)
    expect(error).toMatchObject({ code: 'common.invalid-input' })
    expect(Object.keys(error.fields)).toEqual([field])
  })

  it('shows the token once and keeps only its hash', async () => {
    const asked = form()
    const first = await createApiToken(principal.context, asked)
    const again = await createApiToken(principal.context, asked)
    expect(first.secret).toMatch(/^mandate_[\w-]{43}$/)
    expect(again).toEqual({ ...first, secret: null })
    const secret = first.secret ?? ''
    for (const table of ['ApiToken', 'Submission', 'HistoryEntry', 'Mail']) {
      const rows = await world.store.$queryRawUnsafe<{ text: string }[]>(`SELECT t::text AS text FROM "${table}" t`)
      expect(
        rows.some(({ text }) => text.includes(secret.slice(8))),
        table,
      ).toBe(false)
    }
    expect(await admitApiToken(world.runtime, secret)).toMatchObject({ abn: abns.wattle, rights: ['business:read'] })
  })

  it('is told to those who look after the business', async () => {
    world.clock.advance(1_000)
    await createApiToken(principal.context, form({ name: 'told' }))
    const mail = await world.newestMail('principal@example.com', 'api-token-created')
    expect(mail?.text).toMatch(/See\s+the\s+business/)
    expect(mail?.subject).toBe('API token "told" was created')
  })

  it('stops at the most that a business can have', async () => {
    const { context, id } = await world.member(abns.ironbark, 'PRINCIPAL_AUTHORITY')
    await world.store.apiToken.createMany({
      data: Array.from({ length: limits.apiTokens }, (_, at) => ({
        id: world.newId(),
        abn: abns.ironbark,
        authorisationId: id,
        createdByName: 'x',
        strength: 'STRONG' as const,
        name: 'x',
        rights: [],
        secretHash: `hash ${at}`,
        hint: 'x',
        createdAt: new Date(world.clock.now()),
        expiresAt: new Date(world.clock.now() + 90 * day),
      })),
    })
    await expect(createApiToken(context, form({ abn: abns.ironbark }))).rejects.toThrow('api.too-many-tokens')
  })
})

describe('the end', () => {
  it('by revoking comes once', async () => {
    const { id } = await newToken(world, principal)
    const revoke = () =>
      revokeApiToken(principal.context, { submissionId: world.newId(), abn: abns.wattle, id }).catch(({ code }) => code)
    expect(await revoke()).toMatchObject({ id })
    expect(await revoke()).toBe('api.token-over')
    const { tokens } = await listApiTokens(principal.context, { abn: abns.wattle })
    expect(tokens.find((token) => token.id === id)).toMatchObject({ status: 'revoked', statusLabel: 'Revoked' })
  })

  it('is announced to the maker once, fourteen days before', async () => {
    const maker = await world.member(abns.quandong, 'PRINCIPAL_AUTHORITY', { email: 'maker@example.com' })
    await newToken(world, maker, { days: 15 })
    expect(await keepApiTokens(world.runtime)).toMatchObject({ warned: 0 })
    world.clock.advance(2 * day)
    expect((await keepApiTokens(world.runtime)).warned).toBe(1)
    expect((await keepApiTokens(world.runtime)).warned).toBe(0)
    expect((await world.newestMail('maker@example.com', 'api-token-expiring'))?.subject).toContain('expires soon')
  })

  it('of a token whose maker got a higher authorisation does not come', async () => {
    const maker = await world.member(abns.saltbush, 'ADMINISTRATOR')
    const { secret, id } = await newToken(world, maker)
    await world.store.authorisation.update({
      where: { id: maker.id },
      data: { status: 'INACTIVE', inactiveReason: 'OVERRIDDEN', heldBy: null, endedAt: new Date(world.clock.now()) },
    })
    await expect(admitApiToken(world.runtime, secret)).rejects.toThrow('api.token-without-maker')
    const { personId } = maker.context.actor
    const higher = await world.store.authorisation.create({
      data: {
        id: world.newId(),
        abn: abns.saltbush,
        type: 'PRINCIPAL_AUTHORITY',
        status: 'ACTIVE',
        personId,
        heldBy: `${abns.saltbush}/${personId}`,
        givenNames: 'Pat',
        familyName: 'Higher',
        email: 'higher@example.com',
        startDate: '2026-03-02',
        acceptedAt: new Date(world.clock.now()),
        createdAt: new Date(world.clock.now()),
      },
    })
    await world.store.apiToken.update({ where: { id }, data: { authorisationId: higher.id } })
    expect(await admitApiToken(world.runtime, secret)).toMatchObject({ actor: { personId } })
  })
})
