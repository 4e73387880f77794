import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { abns, createRamWorld, type RamWorld } from '../../../test/support/ram.ts'
import { startAttributeProvider } from '../../../test/support/relying-service.ts'
import { hour, minute } from '../../core/clock.ts'
import { uuid } from '../../core/random.ts'
import type { UseCaseContext } from '../../domain/context.ts'
import { listSharedServices } from '../../domain/ram/sharing/list-shared-services.ts'
import { viewSharedService } from '../../domain/ram/sharing/view-shared-service.ts'
import { withdrawSharing } from '../../domain/ram/sharing/withdraw-sharing.ts'

let world: RamWorld
let ram: Awaited<ReturnType<typeof startAttributeProvider>>
/** Signs in at services, and takes it back. */
let wanda: UseCaseContext
/** Shares with the same service, and goes on. */
let other: UseCaseContext
beforeAll(async () => {
  world = await createRamWorld('embedded', { start: new Date().toISOString() })
  ram = await startAttributeProvider(world)
  await world.business(abns.wattle)
  wanda = (await world.member(abns.wattle, 'PRINCIPAL_AUTHORITY')).context
  other = (await world.member(abns.wattle, 'AUTHORISED_USER')).context
})
afterAll(async () => {
  await ram.close()
  await world.runtime.close()
})

type Service = 'usi' | 'tax'

async function signIn(context: UseCaseContext, service: Service, form: Record<string, string> = { answer: 'yes' }) {
  const browser = await ram.browserOf(context)
  const at = await ram.begin(browser, service)
  // A remembered consent leads straight back to the service.
  const { searchParams } = new URL(at)
  const search = searchParams.has('code') ? searchParams : (await ram.answer(browser, at, form)).search
  const { body } = await ram.redeem(service, search.get('code') as string)
  const { sub } = JSON.parse(Buffer.from(body.id_token?.split('.')[1] ?? '', 'base64url').toString())
  return { browser, sub: sub as string, access: body.access_token as string }
}

async function reasonFor(subject: string): Promise<unknown> {
  const { body } = await ram.token('usi', { grant_type: 'client_credentials', scope: 'ram:decisions' })
  const headers = { authorization: `Bearer ${body.access_token}` }
  return (await ram.decide({ subject, abn: abns.wattle, service: 'usi' }, headers)).body.reason
}

const withdraw = (context: UseCaseContext, service: string, submissionId = uuid(world.runtime.random)) =>
  withdrawSharing(context, { submissionId, service })
const servicesOf = async (context: UseCaseContext) => (await listSharedServices(context)).map(({ id }) => id)
const userinfoStatus = async (access: string) => (await ram.userinfo(access)).status

describe('the services that a person shares with', () => {
  test('are listed with what each learns, since when, and its last use', async () => {
    const { sub, access } = await signIn(wanda, 'usi')
    const [before] = await listSharedServices(wanda)
    expect(before).toMatchObject({ id: 'usi', name: 'Service usi', businesses: true, rememberedUntil: null })
    expect(before?.details).toHaveLength(2)
    expect(before?.lastUsedAt).toBeNull()
    await ram.userinfo(access)
    const [read] = await listSharedServices(wanda)
    expect(read?.lastUsedAt).not.toBeNull()
    world.runtime.clock.advance(2 * minute)
    expect(await reasonFor(sub)).toBeNull()
    const [asked] = await listSharedServices(wanda)
    expect(Date.parse(asked?.lastUsedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(read?.lastUsedAt ?? '') + minute)
    expect(asked?.since).toBe(before?.since)
  })

  test('say what each would be told now; not of services that others share with', async () => {
    const view = await viewSharedService(wanda, { service: 'usi' })
    expect(view).toMatchObject({ told: [{ abn: abns.wattle }], events: [{ act: 'AGREED' }] })
    expect(await servicesOf(other)).toEqual([])
    for (const service of ['usi', 'tax', 'nothing']) {
      await expect(viewSharedService(other, { service })).rejects.toMatchObject({ code: 'common.not-found' })
    }
  })

  test('agreeing again to the same is no new decision, to something else it is', async () => {
    await signIn(wanda, 'usi')
    expect((await viewSharedService(wanda, { service: 'usi' })).events).toHaveLength(1)
    const browser = await ram.browserOf(wanda)
    await ram.answer(browser, await ram.begin(browser, 'usi', { scope: 'openid profile' }))
    const view = await viewSharedService(wanda, { service: 'usi' })
    expect(view.events.map(({ act }) => act)).toEqual(['AGREED', 'AGREED'])
    expect(view.told).toBeNull()
  })
})

describe('withdrawing', () => {
  test('ends tokens, codes, decisions and the remembered consent of this person at this service only', async () => {
    const remembered = await signIn(wanda, 'usi', { answer: 'yes', remember: 'yes' })
    const neighbour = await signIn(other, 'usi', { answer: 'yes', remember: 'yes' })
    const elsewhere = await signIn(wanda, 'tax')
    const unused = new URL(await ram.begin(remembered.browser, 'usi')).searchParams.get('code') as string
    expect(unused).not.toBeNull()
    expect(await userinfoStatus(remembered.access)).toBe(200)

    expect(await withdraw(wanda, 'usi')).toEqual({ name: 'Service usi' })

    expect(await userinfoStatus(remembered.access)).toBe(401)
    expect((await ram.redeem('usi', unused)).body.error).toBe('invalid_grant')
    expect(await reasonFor(remembered.sub)).toBe('unknown-person')
    expect(await ram.begin(remembered.browser, 'usi')).toContain('/share/')
    expect(await servicesOf(wanda)).toEqual(['tax'])
    // Whoever did not withdraw notices nothing.
    expect(await userinfoStatus(elsewhere.access)).toBe(200)
    expect(await userinfoStatus(neighbour.access)).toBe(200)
    expect(await reasonFor(neighbour.sub)).toBe('no-access')
    expect(await ram.begin(neighbour.browser, 'usi')).toContain('https://usi.example/callback?code=')
  })

  test('a token that was being made meanwhile is worth nothing', async () => {
    const { access } = await signIn(other, 'usi')
    const kept = await world.runtime.store.oidcRecord.findMany({ where: { model: { startsWith: 'ram/' } } })
    await withdraw(other, 'usi')
    const late = kept.filter(({ model }) => ['ram/AccessToken', 'ram/Grant'].includes(model))
    expect(late.length).toBeGreaterThanOrEqual(2)
    await world.runtime.store.oidcRecord.createMany({ data: late as never, skipDuplicates: true })
    expect(await userinfoStatus(access)).toBe(401)
  })

  test('agreeing again later counts anew, under the same name, with the whole story', async () => {
    const { sub: first } = await signIn(other, 'usi')
    const { since } = (await viewSharedService(other, { service: 'usi' })).service
    await withdraw(other, 'usi')
    world.runtime.clock.advance(hour)
    const again = await signIn(other, 'usi')
    expect(again.sub).toBe(first)
    expect(await userinfoStatus(again.access)).toBe(200)
    const view = await viewSharedService(other, { service: 'usi' })
    expect(view.events.slice(0, 3).map(({ act }) => act)).toEqual(['AGREED', 'WITHDRAWN', 'AGREED'])
    expect(view.service.since > since).toBe(true)
  })

  test('somebody else’s consent, one that is not there, or the same twice', async () => {
    const stranger = await world.person('Stan', 'Stranger')
    const { access } = await signIn(other, 'usi')
    for (const service of ['usi', 'tax', 'nothing', '%']) {
      await expect(withdraw(stranger, service)).rejects.toMatchObject({ code: 'common.not-found' })
    }
    expect(await userinfoStatus(access)).toBe(200)
    const form = uuid(world.runtime.random)
    await withdraw(other, 'usi', form)
    expect(await withdraw(other, 'usi', form)).toEqual({ name: 'Service usi' })
    await expect(withdraw(other, 'usi')).rejects.toMatchObject({ code: 'common.not-found' })
    await expect(withdraw(stranger, 'usi', form)).rejects.toMatchObject({ code: 'common.not-found' })
    const acts = await world.runtime.store.sharingEvent.findMany({ where: { personId: stranger.actor.personId } })
    expect(acts).toEqual([])
  })

  test('a form sent again after agreeing anew withdraws nothing', async () => {
    await signIn(other, 'usi')
    const form = uuid(world.runtime.random)
    await withdraw(other, 'usi', form)
    const { access } = await signIn(other, 'usi')
    await withdraw(other, 'usi', form)
    expect(await userinfoStatus(access)).toBe(200)
    expect(await servicesOf(other)).toEqual(['usi'])
  })

  test.each([
    {},
    { service: 'usi' },
    { submissionId: 'x', service: 'usi' },
    { submissionId: '00000000-0000-4000-8000-000000000000', service: '' },
  ])('a form that is none: %j', async (form) => {
    await expect(withdrawSharing(wanda, form as never)).rejects.toMatchObject({ code: 'common.invalid-input' })
  })

  test('what was decided cannot be changed or deleted in the database', async () => {
    const { store } = world.runtime
    await expect(store.sharingEvent.deleteMany()).rejects.toThrow(/append-only/)
    await expect(store.sharingEvent.updateMany({ data: { act: 'AGREED' } })).rejects.toThrow(/append-only/)
  })
})
