import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openTestAuthority } from '../../../../test/support/authority.ts'
import { business, type Cast, makeKept, seedCast } from '../../../../test/support/credentials.ts'
import { createTestRuntime, type TestRuntime } from '../../../../test/support/runtime.ts'
import { storeKinds } from '../../../../test/support/stores.ts'
import { day, type Instant } from '../../../core/clock.ts'
import { listCredentials } from '../show/list-credentials.ts'
import { viewCredential } from '../show/view-credential.ts'
import { createUseKeeper, type UseKeeper } from './use-keeper.ts'

const { abn } = business

describe.each(storeKinds)('the use of a credential on %s', (kind) => {
  let runtime: TestRuntime
  let cast: Cast
  let keeper: UseKeeper
  let start: Instant
  let made = 0
  beforeAll(async () => {
    runtime = await createTestRuntime(kind)
    start = runtime.clock.now()
    await openTestAuthority(runtime)
    cast = await seedCast(runtime)
    keeper = createUseKeeper(runtime, { writeAfterMs: 1 })
  })
  afterEach(() => runtime.clock.set(start))
  afterAll(() => runtime.close())

  const note = (credentialId: string, address: string, at: number = start, relyingPartyId = 'usi') =>
    keeper.note({ credentialId, address, at: at as Instant, relyingPartyId })
  const written = async (credentialId: string) => {
    await keeper.close()
    return await runtime.store.credentialUse.findMany({ where: { credentialId } })
  }
  const view = async (id: string) => await viewCredential(cast.mca, { abn, id })
  const kept = () => makeKept(runtime, `Used${++made}`)

  test('is shown: when last, for which service, how often, from how many addresses', async () => {
    const { id } = await kept()
    expect(await view(id)).toMatchObject({ lastUsed: null, uses: [] })
    note(id, '203.0.113.1')
    note(id, '203.0.113.1', start + 1000)
    note(id, '203.0.113.2', start + 3000, 'sbr')
    await written(id)
    note(id, '203.0.113.1', start + 2000)
    await written(id)
    const expected = { at: new Date(start + 3000).toISOString(), serviceName: 'sbr', addresses: 2, areMore: false }
    expect(await view(id)).toMatchObject({
      lastUsed: expected,
      uses: [
        { serviceName: 'sbr', tokens: 1 },
        { serviceName: 'usi', tokens: 3, lastAt: new Date(start + 2000).toISOString() },
      ],
    })
    const { rows } = await listCredentials(cast.mca, { abn, search: `Used${made}` })
    expect(rows).toMatchObject([{ lastUsed: expected }])
  })

  test('no address can be read, or found out by asking for it, or compared between credentials', async () => {
    const one = await kept()
    const other = await kept()
    for (const { id } of [one, other]) note(id, '203.0.113.77')
    const rows = [...(await written(one.id)), ...(await written(other.id))]
    expect(rows).toHaveLength(2)
    expect(JSON.stringify(rows)).not.toContain('203.0.113')
    expect(new Set(rows.map(({ address }) => address)).size).toBe(2)
    for (const { address } of rows) expect(address).toMatch(/^[0-9a-f]{32}$/)
  })

  test('addresses of a day are told apart up to a bound', async () => {
    const { id } = await kept()
    for (let at = 0; at < 150; at++) note(id, `198.51.100.${at}`)
    await written(id)
    for (let at = 0; at < 150; at++) note(id, `192.0.2.${at}`)
    const rows = await written(id)
    expect(rows).toHaveLength(101)
    expect(rows.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(300)
    expect((await view(id)).lastUsed).toMatchObject({ addresses: 100, areMore: true })
  })

  test('addresses older than 30 days do not count; the last use stays, however old', async () => {
    const { id } = await kept()
    note(id, '203.0.113.1', start - 120 * day)
    note(id, '203.0.113.2', start - 100 * day)
    await written(id)
    await keeper.forget()
    expect(await written(id)).toHaveLength(1)
    expect((await view(id)).lastUsed).toMatchObject({
      at: new Date(start - 100 * day).toISOString(),
      addresses: 0,
    })
  })

  test('what cannot be written is told in the log and hurts nobody', async () => {
    const errors: string[] = []
    const log = { ...runtime.log, error: (what: string) => void errors.push(what) }
    const store = { ...runtime.store, credentialUse: undefined } as never
    const broken = createUseKeeper({ ...runtime, log, store }, { writeAfterMs: 1 })
    broken.note({ credentialId: 'x', relyingPartyId: 'usi', address: '', at: start })
    await broken.close()
    expect(errors).toEqual(['the use of credentials was not written down'])
  })
})
