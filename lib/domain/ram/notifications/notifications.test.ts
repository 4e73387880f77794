import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { abns, createRamWorld, type RamWorld } from '../../../../test/support/ram.ts'
import { addDays, dayOf } from '../../../core/calendar-day.ts'
import { day } from '../../../core/clock.ts'
import type { SoftwareId } from '../../../core/software-id.ts'
import type { UseCaseContext } from '../../context.ts'
import { settleDueAuthorisations } from '../authorisations/lifecycle/settle-due-authorisations.ts'
import { acceptNotification } from './accept-notification.ts'
import { type CreateNotificationInput, createNotification } from './create-notification.ts'
import { decideCloudNotification } from './decide-cloud-notification.ts'
import { declineNotification } from './decline-notification.ts'
import { endNotification } from './end-notification.ts'
import { findBusiness } from './find-business.ts'
import { listNotifications } from './list-notifications.ts'
import { requestNotification } from './request-notification.ts'
import { viewNotification } from './view-notification.ts'

let world: RamWorld
let client: { context: UseCaseContext }
let provider: { context: UseCaseContext }
beforeAll(async () => {
  world = await createRamWorld('embedded')
  client = await world.member(abns.ironbark, 'PRINCIPAL_AUTHORITY', { email: 'client@example.com' })
  provider = await world.member(abns.banksia, 'ADMINISTRATOR', { email: 'provider@example.com' })
})
afterAll(() => world.runtime.close())

let numbers = 1_000_000_000
const today = () => dayOf(world.clock.now())
const form = (abn: string, softwareId = String(++numbers)) => ({
  submissionId: world.newId(),
  abn,
  softwareIds: [softwareId],
  serviceId: 'usi',
  startDate: today(),
  declaration: 'yes' as const,
})
const ask = (softwareId: string, changes = {}) =>
  decideCloudNotification(world.runtime, {
    clientAbn: abns.ironbark,
    providerAbn: abns.banksia,
    softwareId: softwareId as SoftwareId,
    serviceId: 'usi',
    ...changes,
  })
const onClient = (id: string) => ({ submissionId: world.newId(), abn: abns.ironbark, id })

describe('a business that notifies', () => {
  it('lets the software of its provider act at once, until it ends the notification', async () => {
    const softwareId = '0000123400'
    expect(await ask(softwareId)).toMatchObject({ allowed: false, reason: 'no-notification' })
    const input = { ...form(abns.ironbark, '0000 123 400'), providerAbn: '11 000 002 568' }
    const { ids, providerName } = await createNotification(client.context, input)
    expect(providerName).toBe('Banksia Cloud Software')
    expect(await createNotification(client.context, input)).toEqual({ ids, providerName })
    const seen = { abn: abns.ironbark, id: ids[0] as string }
    expect(await viewNotification(client.context, seen)).toMatchObject({ side: 'client', status: 'ACCEPTED' })
    expect(await viewNotification(provider.context, { ...seen, abn: abns.banksia })).toMatchObject({
      side: 'provider',
      serviceName: expect.stringContaining('Student Identifier'),
    })
    const elsewhere = await world.member(abns.quandong, 'ADMINISTRATOR')
    await expect(viewNotification(elsewhere.context, { ...seen, abn: abns.quandong })).rejects.toMatchObject({
      code: 'common.not-found',
    })
    expect(await ask(softwareId)).toMatchObject({ allowed: true, notificationId: ids[0] })
    expect(await ask(softwareId, { providerAbn: abns.quandong })).toMatchObject({ reason: 'no-notification' })
    expect(await ask(softwareId, { clientAbn: abns.banksia, providerAbn: abns.ironbark })).toMatchObject({
      allowed: false,
    })
    expect(await ask('0000123401')).toMatchObject({ reason: 'other-software-id' })
    expect(await ask(softwareId, { serviceId: 'sbr' })).toMatchObject({ reason: 'other-service' })
    for (const abn of [abns.ironbark, abns.banksia]) {
      const told = await world.store.historyEntry.findFirst({ where: { abn, act: 'notification-added' } })
      expect(told?.details).toMatchObject({ client: 'Ironbark Bakery', provider: 'Banksia Cloud Software', softwareId })
    }
    expect((await world.newestMail('provider@example.com', 'notification-added'))?.subject).toBe(
      'Ironbark Bakery uses software of Banksia Cloud Software',
    )
    await endNotification(client.context, onClient(ids[0] ?? ''))
    expect(await ask(softwareId)).toMatchObject({ reason: 'ended' })
    await expect(endNotification(client.context, onClient(ids[0] ?? ''))).rejects.toMatchObject({
      code: 'ram.status-forbids',
    })
  })

  it('is in force from its first day to its last, by the clock of the client', async () => {
    const dates = { startDate: addDays(today(), 2), endDate: addDays(today(), 4) }
    const input = { ...form(abns.ironbark), ...dates, providerAbn: abns.banksia }
    await createNotification(client.context, input)
    const softwareId = input.softwareIds[0] ?? ''
    const seen: unknown[] = []
    for (let at = 0; at < 6; at++) {
      const decision = await ask(softwareId)
      seen.push(decision.allowed ? 'yes' : decision.reason)
      await world.store.business.update({
        where: { abn: abns.ironbark },
        data: { clockOffsetMs: BigInt((at + 1) * day) },
      })
    }
    expect(seen).toEqual(['not-started', 'not-started', 'yes', 'yes', 'yes', 'ended'])
    expect((await settleDueAuthorisations(world.runtime)).notifications).toBe(1)
    expect(await ask(softwareId)).toMatchObject({ reason: 'ended' })
    await world.store.business.update({ where: { abn: abns.ironbark }, data: { clockOffsetMs: 0n } })
  })

  it.each([
    [{ softwareIds: ['123'] }, 'common.invalid-input'],
    [{ softwareIds: [] }, 'common.invalid-input'],
    [{ startDate: '2026-03-01' }, 'common.invalid-input'],
    [{ endDate: '2026-03-01' }, 'common.invalid-input'],
    [{ serviceId: 'abr' }, 'ram.service-unknown'],
    [{ serviceId: 'nothing' }, 'ram.service-unknown'],
    [{ providerAbn: abns.ironbark }, 'ram.same-business'],
    [{ providerAbn: '51824753556' }, 'ram.business-unknown'],
    [{ providerAbn: abns.cancelled }, 'ram.abn-cancelled'],
    [{ declaration: undefined }, 'common.invalid-input'],
  ])('cannot enter %o: %s', async (changes, code) => {
    const input = { ...form(abns.ironbark), providerAbn: abns.banksia, ...changes } as CreateNotificationInput
    await expect(createNotification(client.context, input)).rejects.toMatchObject({ code })
  })

  it('cannot notify twice for the same days', async () => {
    const input = { ...form(abns.ironbark), providerAbn: abns.banksia, endDate: addDays(today(), 5) }
    await createNotification(client.context, input)
    const again = (changes: object) =>
      createNotification(client.context, { ...input, submissionId: world.newId(), ...changes })
    await expect(again({ endDate: '' })).rejects.toMatchObject({ code: 'ram.notification-exists' })
    await expect(again({ startDate: addDays(today(), 5) })).rejects.toMatchObject({ code: 'ram.notification-exists' })
    await again({ startDate: addDays(today(), 6), endDate: '' })
    await again({ serviceId: 'sbr' })
  })
})

describe('a provider that asks', () => {
  it('waits until the client accepts', async () => {
    const input = { ...form(abns.banksia), clientAbn: abns.ironbark }
    const { ids } = await requestNotification(provider.context, input)
    const [id, softwareId] = [ids[0] ?? '', input.softwareIds[0] ?? '']
    expect(await ask(softwareId)).toMatchObject({ reason: 'not-accepted-yet' })
    expect(await world.newestMail('client@example.com', 'notification-requested')).not.toBeNull()
    const mine = { submissionId: world.newId(), abn: abns.banksia, id, declaration: 'yes' as const }
    await expect(acceptNotification(provider.context, mine)).rejects.toMatchObject({ code: 'common.not-allowed' })
    await expect(declineNotification(provider.context, mine)).rejects.toMatchObject({ code: 'common.not-allowed' })
    const theirs = await listNotifications(client.context, { abn: abns.ironbark, status: ['PENDING'] })
    expect(theirs.rows).toMatchObject([{ id, actions: ['accept', 'decline'], requestedByProvider: true }])
    const ours = await listNotifications(provider.context, { abn: abns.banksia, side: 'clients', status: ['PENDING'] })
    expect(ours.rows).toMatchObject([{ id, actions: ['end'], client: { name: 'Ironbark Bakery' } }])
    await acceptNotification(client.context, { ...onClient(id), declaration: 'yes' })
    expect(await ask(softwareId)).toMatchObject({ allowed: true })
    expect(await world.newestMail('provider@example.com', 'notification-accepted')).not.toBeNull()
    const late = declineNotification(client.context, onClient(id))
    await expect(late).rejects.toMatchObject({ code: 'ram.status-forbids' })
    await endNotification(provider.context, { submissionId: world.newId(), abn: abns.banksia, id })
    expect(await ask(softwareId)).toMatchObject({ reason: 'ended' })
  })

  it('may be declined, or take its request back', async () => {
    const first = { ...form(abns.banksia), clientAbn: abns.ironbark }
    const { ids } = await requestNotification(provider.context, first)
    await declineNotification(client.context, onClient(ids[0] ?? ''))
    expect(await ask(first.softwareIds[0] ?? '')).toMatchObject({ reason: 'declined' })
    const second = await requestNotification(provider.context, { ...form(abns.banksia), clientAbn: abns.ironbark })
    const id = second.ids[0] ?? ''
    // The client has declining for that; ending is for what is in force.
    await expect(endNotification(client.context, onClient(id))).rejects.toMatchObject({ code: 'ram.status-forbids' })
    await endNotification(provider.context, { submissionId: world.newId(), abn: abns.banksia, id })
    const accept = acceptNotification(client.context, { ...onClient(id), declaration: 'yes' })
    await expect(accept).rejects.toMatchObject({ code: 'ram.status-forbids' })
  })
})

describe('finding the other business', () => {
  const find = (search: string) => findBusiness(client.context, { abn: abns.ironbark, search })

  it('finds by name or ABN, without cancelled ones', async () => {
    expect((await find('cloud')).businesses).toEqual([{ abn: abns.banksia, name: 'Banksia Cloud Software' }])
    expect((await find('11 000 002 568')).businesses).toHaveLength(1)
    expect((await find('Darling')).businesses).toEqual([])
    expect((await find(abns.cancelled)).businesses).toEqual([])
    expect((await find('___')).businesses).toEqual([])
    await expect(find('11 000 002 569')).rejects.toMatchObject({ code: 'abn.invalid' })
    await expect(find('ab')).rejects.toMatchObject({ code: 'common.invalid-input' })
  })
})

describe('the list', () => {
  it('pages, searches and filters', async () => {
    const list = (changes: object) => listNotifications(client.context, { abn: abns.ironbark, ...changes })
    const all = await list({ pageSize: 100 })
    const first = await list({ pageSize: 3 })
    const second = await list({ pageSize: 3, after: first.next ?? '' })
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(all.rows.slice(0, 6).map(({ id }) => id))
    expect((await list({ search: 'banksia 0000123400' })).rows.map(({ softwareId }) => softwareId)).toEqual([
      '0000123400',
    ])
    expect((await list({ status: ['DECLINED'] })).total).toBe(1)
    expect((await list({ side: 'clients' })).total).toBe(0)
  })
})
