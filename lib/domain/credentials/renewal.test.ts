import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestAuthority } from '../../../test/support/authority.ts'
import {
  business,
  type Cast,
  makeKept,
  makeTestCredential,
  newSubmission,
  seedCast,
} from '../../../test/support/credentials.ts'
import { createTestRuntime, type TestRuntime } from '../../../test/support/runtime.ts'
import { storeKinds } from '../../../test/support/stores.ts'
import { addDays, dayOf } from '../../core/calendar-day.ts'
import { day, type Instant } from '../../core/clock.ts'
import { prepareCredential } from './create/prepare-credential.ts'
import { revokeCredential } from './revocation/revoke-credential.ts'
import { viewCredential } from './show/view-credential.ts'
import { settleDueCredentials } from './upkeep/settle-due-credentials.ts'

const { abn } = business

describe.each(storeKinds)('renewing on %s', (kind) => {
  let runtime: TestRuntime
  let cast: Cast
  let start: Instant
  beforeAll(async () => {
    runtime = await createTestRuntime(kind)
    start = runtime.clock.now()
    await openTestAuthority(runtime)
    cast = await seedCast(runtime)
  })
  afterAll(() => runtime.close())
  beforeEach(() => {
    runtime.clock.set(start)
  })

  const view = (id: string, as = cast.mca) => viewCredential(as, { abn, id })
  const row = (id: string) => runtime.store.credential.findUniqueOrThrow({ where: { id } })
  const kept = (name: string) => makeKept(runtime, name)
  const revoke = async (id: string) =>
    await revokeCredential(cast.mca, {
      submissionId: newSubmission(),
      abn,
      id,
      version: (await row(id)).version,
      reason: 'SUPERSEDED',
      declaration: 'yes',
    })
  const actsOf = async (id: string) =>
    (await runtime.store.historyEntry.findMany({ where: { subjectId: id } })).map(({ act }) => act)

  const ready = (days = 30) => runtime.clock.set(Date.parse('2028-03-02T00:59:59Z') - days * day)

  test('opens 60 days before the end, for the same name only', async () => {
    const { id, keeper } = await kept('Renewal')
    ready(61)
    expect(await view(id)).toMatchObject({ renewal: { open: false, opensOn: '2028-01-02' } })
    const renew = (name = 'Renewal') => makeTestCredential(keeper, { name, renews: id })
    await expect(renew()).rejects.toMatchObject({
      code: 'credential.renewal-too-early',
      details: { from: '2 January 2028' },
    })
    await expect(prepareCredential(keeper, { abn, renews: id })).rejects.toMatchObject({
      code: 'credential.renewal-too-early',
    })
    ready(60)
    expect(await prepareCredential(keeper, { abn, renews: id })).toMatchObject({
      name: 'Renewal',
      renews: { id, latestRevocation: '2028-03-02' },
    })
    await expect(renew('Other')).rejects.toMatchObject({ code: 'credential.renewal-name' })
    const { credentialId } = await renew()
    expect(await view(id)).toMatchObject({
      status: 'active',
      renewal: { renewedBy: { id: credentialId } },
      sameName: [{ id: credentialId, status: 'active' }],
    })
    expect(await actsOf(credentialId)).toEqual(['credential-renewed'])
  })

  test('the old one can be revoked at once, on a day, or left to run out', async () => {
    const [now, later, never] = [await kept('At once'), await kept('On a day'), await kept('Runs out')]
    ready()
    const today = dayOf(runtime.clock.now())
    const renew = (name: string, { id, keeper }: typeof now, revokePreviousOn?: string) =>
      makeTestCredential(keeper, { name, renews: id, ...(revokePreviousOn ? { revokePreviousOn } : {}) })
    await renew('At once', now, today)
    await renew('On a day', later, addDays(today, 7))
    await renew('Runs out', never)
    expect(await row(now.id)).toMatchObject({ status: 'REVOKED', revocationReason: 'SUPERSEDED' })
    expect(await view(later.id)).toMatchObject({ status: 'active', revokedFrom: addDays(today, 7), daysLeft: 6 })
    runtime.clock.advance(8 * day)
    expect(await view(later.id)).toMatchObject({ status: 'revoked', revoked: { reason: 'SUPERSEDED' } })
    expect((await settleDueCredentials(runtime)).replaced).toBeGreaterThanOrEqual(1)
    expect(await row(later.id)).toMatchObject({ status: 'REVOKED', revocationReason: 'SUPERSEDED' })
    expect(await view(never.id)).toMatchObject({ status: 'active' })
  })

  test.each([
    ['yesterday', -1],
    ['a day after its end', 31],
  ])('the old one cannot be revoked %s', async (_what, days) => {
    const { id, keeper } = await kept(`Bad day ${days}`)
    ready()
    const revokePreviousOn = addDays(dayOf(runtime.clock.now()), days)
    const before = await runtime.store.credential.count()
    await expect(
      makeTestCredential(keeper, { name: `Bad day ${days}`, renews: id, revokePreviousOn }),
    ).rejects.toMatchObject({ code: 'credential.renewal-date' })
    expect(await runtime.store.credential.count()).toBe(before)
  })

  test('neither a revoked nor an expired one can be renewed', async () => {
    const revoked = await kept('Was revoked')
    const expired = await kept('Was expired')
    ready()
    await revoke(revoked.id)
    const renewing = (name: string, { id, keeper }: typeof revoked) => makeTestCredential(keeper, { name, renews: id })
    await expect(renewing('Was revoked', revoked)).rejects.toMatchObject({ code: 'credential.revoked' })
    runtime.clock.advance(31 * day)
    await expect(renewing('Was expired', expired)).rejects.toMatchObject({ code: 'credential.expired' })
  })

  test('a renewed credential warns no more', async () => {
    const { id, keeper } = await kept('Quiet')
    ready(50)
    await makeTestCredential(keeper, { name: 'Quiet', renews: id })
    ready(5)
    await settleDueCredentials(runtime)
    expect(
      await runtime.store.mail.count({ where: { kind: 'credential-expiring', dedupeKey: { contains: id } } }),
    ).toBe(0)
  })
})
