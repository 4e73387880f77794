import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { abns, createRamWorld, type RamWorld } from '../../../../test/support/ram.ts'
import { addDays, dayOf } from '../../../core/calendar-day.ts'
import { day } from '../../../core/clock.ts'
import { createAuthorisation } from '../authorisations/create-authorisation.ts'
import { listAuthorisations } from '../authorisations/list/list-authorisations.ts'
import { removeAuthorisation } from '../authorisations/remove-authorisation.ts'
import { viewBusiness } from './view-business.ts'

let world: RamWorld
beforeAll(async () => {
  world = await createRamWorld('embedded')
})
afterAll(() => world.runtime.close())

const today = () => dayOf(world.clock.now())

describe('the front page of a business', () => {
  it('says what needs attention, as far as the role can do something about it', async () => {
    const pa = await world.member(abns.wattle, 'PRINCIPAL_AUTHORITY')
    const alone = await viewBusiness(pa.context, { abn: abns.wattle })
    expect(alone.attention.map(({ kind }) => kind)).toEqual(['only-one-administrator'])
    await world.member(abns.wattle, 'ADMINISTRATOR')
    const user = await world.member(abns.wattle, 'AUTHORISED_USER', { endDate: addDays(today(), 12) })
    await world.member(abns.wattle, 'BASIC_USER', { endDate: addDays(today(), 30) })
    await createAuthorisation(pa.context, world.draft(abns.wattle))
    const seen = await viewBusiness(pa.context, { abn: abns.wattle })
    expect(seen.attention.map(({ kind, count, day: on }) => [kind, count, on])).toEqual([
      ['renewals-due', 2, addDays(today(), 12)],
      ['requests-pending', 1, null],
    ])
    expect(seen.counts).toEqual({ representatives: 4, pending: 1, credentials: 0, notifications: 0 })
    const own = await viewBusiness(user.context, { abn: abns.wattle })
    expect(own.attention.map(({ kind }) => kind)).toEqual(['my-authorisation-ends'])
    expect(own.counts).toEqual({ representatives: 0, pending: 0, credentials: 0, notifications: 0 })
    expect(own.may).toMatchObject({ 'view-business': true, 'list-authorisations': false, 'create-credential': false })
  })

  it('counts by the clock as the list does, whatever the database has been brought up to', async () => {
    const admin = await world.member(abns.banksia, 'ADMINISTRATOR')
    for (let at = 0; at < 6; at++) {
      await world.member(abns.banksia, at % 2 ? 'BASIC_USER' : 'AUTHORISED_USER', {
        startDate: addDays(today(), at * 4 - 4),
        endDate: addDays(today(), 5 + at * 10),
      })
      await createAuthorisation(admin.context, world.draft(abns.banksia, { familyName: `Row${'abcdef'[at]}` }))
      world.clock.advance(day)
    }
    const removed = await world.member(abns.banksia, 'ADMINISTRATOR', { endDate: addDays(today(), 9) })
    await removeAuthorisation(removed.context, { submissionId: world.newId(), abn: abns.banksia, id: removed.id })
    for (let step = 0; step < 8; step++) {
      const { counts, attention } = await viewBusiness(admin.context, { abn: abns.banksia })
      const total = async (changes: object) =>
        (await listAuthorisations(admin.context, { abn: abns.banksia, ...changes })).total
      expect(counts.representatives).toBe(await total({ status: ['ACTIVE'] }))
      expect(counts.pending).toBe(await total({ status: ['PENDING'] }))
      const renewals = attention.find(({ kind }) => kind === 'renewals-due')?.count ?? 0
      expect(renewals).toBe(await total({ renewalDue: true }))
      const lapsed = attention.find(({ kind }) => kind === 'requests-lapsed')?.count ?? 0
      expect(lapsed + counts.pending).toBe(6)
      for (const [kind, request] of [
        ['requests-lapsed', 'lapsed'],
        ['codes-asked-for', 'code-asked-for'],
      ] as const) {
        const told = attention.find((one) => one.kind === kind)?.count ?? 0
        expect(await total({ request })).toBe(told)
      }
      world.clock.advance(2 * day)
    }
    world.clock.advance(-22 * day)
  })

  it('shows nothing of a business to others, also when there is none', async () => {
    const stranger = await world.person('Stan', 'Stranger')
    for (const abn of [abns.wattle, abns.trust, '51824753556']) {
      await expect(viewBusiness(stranger, { abn })).rejects.toMatchObject({ code: 'ram.no-authorisation' })
    }
    await expect(viewBusiness(stranger, { abn: 'x' })).rejects.toMatchObject({ code: 'common.invalid-input' })
  })
})
