import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openTestAuthority } from '../../../../test/support/authority.ts'
import { business, makeKept, seedCast } from '../../../../test/support/credentials.ts'
import { createTestRuntime, type TestRuntime } from '../../../../test/support/runtime.ts'
import { addDays, dayOf, startOfDay } from '../../../core/calendar-day.ts'
import { day } from '../../../core/clock.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'
import { onMachineCredentialAdministratorEnded } from '../../credentials/care/unassign-credentials.ts'
import type { TravelInput } from './journey.ts'
import { listClocks } from './list-clocks.ts'
import { travel } from './travel.ts'

const { abn } = business
let runtime: TestRuntime
beforeAll(async () => {
  runtime = await createTestRuntime('embedded')
  await openTestAuthority(runtime)
  await seedCast(runtime)
})
afterEach(() => go({ to: 'now' }))
afterAll(() => runtime.close())

const go = (journey: object) => travel(runtime, { abn, ...(journey as Pick<TravelInput, 'to'>) })
const refusedBy = (journey: object) =>
  go(journey).then(
    () => 'not refused',
    (error: { code: string; fields: object }) => [error.code, ...Object.keys(error.fields)].join(' '),
  )

test('a journey that cannot be understood is refused by its field', async () => {
  expect(await refusedBy({})).toBe('common.invalid-input to')
  expect(await refusedBy({ to: 'yesterday' })).toBe('common.invalid-input to')
  expect(await refusedBy({ to: 'days' })).toBe('common.invalid-input days')
  expect(await refusedBy({ to: 'days', days: 0 })).toBe('common.invalid-input days')
  expect(await refusedBy({ to: 'days', days: 1.5 })).toBe('common.invalid-input days')
  expect(await refusedBy({ to: 'days', days: -3 })).toBe('common.invalid-input days')
  expect(await refusedBy({ to: 'date', date: '31/02/2027' })).toBe('common.invalid-input date')
  expect(await refusedBy({ to: 'date' })).toBe('common.invalid-input date')
  expect(await refusedBy({ to: 'unassigned-day' })).toBe('common.invalid-input day')
  expect(await refusedBy({ to: 'before-expiry', id: 'nothing' })).toBe('common.invalid-input id')
  expect(await refusedBy({ to: 'now', abn: '27809366376' })).toBe('common.invalid-input abn')
})

test('neither the past nor the far future can be reached', async () => {
  expect(await refusedBy({ to: 'date', date: '2026-03-01' })).toBe('sandbox.time-out-of-range')
  expect(await refusedBy({ to: 'date', date: '2040-01-01' })).toBe('sandbox.time-out-of-range')
  expect((await listClocks(runtime)).every(({ offsetMs }) => offsetMs === 0)).toBe(true)
})

test('what is not there cannot be travelled to', async () => {
  expect(await refusedBy({ to: 'unassigned-day', day: 61 })).toBe('sandbox.nothing-to-reach')
  expect(await refusedBy({ to: 'before-expiry' })).toBe('sandbox.nothing-to-reach')
  expect(await refusedBy({ to: 'now', abn: '51824753556' })).toBe('not refused')
  expect(await refusedBy({ to: 'now', abn: '53004085616' })).toBe('common.not-found')
})

test('in production there is no time travel', async () => {
  const production = { ...runtime, settings: { ...runtime.settings, mode: 'production' as const } }
  await expect(travel(production, { abn, to: 'days', days: 1 })).rejects.toMatchObject({ code: 'common.not-found' })
  await expect(listClocks(production)).rejects.toMatchObject({ code: 'common.not-found' })
})

test('day 61 sends every mail of the way and ends the credential that nobody claimed', async () => {
  const { id, authorisationId } = await makeKept(runtime, 'Waiting')
  await inTransaction(runtime.store, async (tx) => {
    await tx.authorisation.update({
      where: { id: authorisationId },
      data: { status: 'INACTIVE', inactiveReason: 'REMOVED', heldBy: null, endedAt: new Date(runtime.clock.now()) },
    })
    await onMachineCredentialAdministratorEnded(tx, runtime, {
      abn,
      authorisationId,
      now: runtime.clock.now(),
      actor: 'system',
    })
  })
  const before53 = await go({ to: 'unassigned-day', day: 53 })
  expect(before53.today).toBe(addDays(dayOf(runtime.clock.now()), 53))
  expect(new Set(before53.mails.map(({ kind }) => kind))).toEqual(new Set(['credential-unassigned']))
  // Days 30 and 53, to each who can claim it.
  expect(before53.mails.length % 2).toBe(0)
  expect(before53.mails.length).toBeGreaterThanOrEqual(4)
  expect(before53.events).toEqual([])
  expect(await standing(id)).toBe('SUSPENDED')

  const day61 = await go({ to: 'unassigned-day', day: 61 })
  expect(day61.events).toMatchObject([{ act: 'credential-lapsed', subject: 'Waiting' }])
  expect(day61.summary).toMatch(/^\d+ mails?, 1 credential ended$/)
  expect(await standing(id)).toBe('REVOKED')

  const home = await go({ to: 'now' })
  expect(home).toMatchObject({ offsetMs: 0, mails: [], events: [], summary: 'Nothing fell due' })
  expect(await standing(id)).toBe('REVOKED')
})

test('just before an expiry a credential works, just after it has expired', async () => {
  const { id } = await makeKept(runtime, 'Lasting')
  const { notAfter } = await runtime.store.credential.findUniqueOrThrow({ where: { id } })
  const before = await go({ to: 'before-expiry', id })
  expect(Date.parse(before.now)).toBe(notAfter.getTime() + 1_000 - 600_000)
  const warned = before.mails
    .filter(({ kind }) => kind === 'credential-expiring')
    .filter(({ subject }) => subject.includes('Lasting'))
  expect(new Set(warned.map(({ subject }) => subject)).size).toBe(6)
  expect(before.expired).toEqual([])
  const after = await go({ to: 'after-expiry', id })
  expect(after.expired).toEqual([{ id, name: 'Lasting' }])
  expect(after.summary).toContain('1 credential expired')
})

test('an authorisation that ends on the way takes its credential with it, whose own days then run', async () => {
  const { id, authorisationId } = await makeKept(runtime, 'Chained')
  const endDate = addDays(dayOf(runtime.clock.now()), 20)
  await runtime.store.authorisation.update({ where: { id: authorisationId }, data: { endDate } })
  const gone = await go({ to: 'days', days: 100 })
  expect(gone.events.map(({ act }) => act)).toEqual([
    'authorisation-expired',
    'credential-suspended',
    'credential-lapsed',
  ])
  // It happened on its own day, not on that of the arrival.
  expect(Date.parse(gone.events[0]?.at ?? '')).toBe(startOfDay(addDays(endDate, 1)))
  expect(await standing(id)).toBe('REVOKED')
  expect(gone.offsetMs).toBe(100 * day)
})

test('the clocks of other businesses stand where they stood', async () => {
  await go({ to: 'days', days: 3 })
  const clocks = await listClocks(runtime)
  expect(clocks[0]).toMatchObject({ abn, offsetMs: 3 * day })
  expect(clocks.slice(1).every(({ offsetMs }) => offsetMs === 0)).toBe(true)
})

async function standing(id: string): Promise<string> {
  return (await runtime.store.credential.findUniqueOrThrow({ where: { id } })).status
}
