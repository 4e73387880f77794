import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestRuntime, type TestRuntime } from '../../../test/support/runtime.ts'
import { storeKinds } from '../../../test/support/stores.ts'
import { minute } from '../../core/clock.ts'
import { createAdapter, removeLapsedRecords } from './adapter.ts'

describe.each(storeKinds)('records of the simulated myID on %s', (kind) => {
  let runtime: TestRuntime
  let adapterOf: ReturnType<typeof createAdapter>
  beforeAll(async () => {
    runtime = await createTestRuntime(kind)
    adapterOf = createAdapter(runtime)
  })
  afterAll(() => runtime.close())

  it('keeps a record until it lapses, to the second', async () => {
    const codes = adapterOf('AuthorizationCode')
    await codes.upsert('lapses', { kind: 'AuthorizationCode', jti: 'lapses', accountId: 'olivia' }, 60)
    expect(await codes.find('lapses')).toMatchObject({ accountId: 'olivia' })
    runtime.clock.advance(minute - 1)
    expect(await codes.find('lapses')).toBeDefined()
    runtime.clock.advance(1)
    expect(await codes.find('lapses')).toBeUndefined()
  })

  it('does not mix models up that have the same id', async () => {
    await adapterOf('Session').upsert('same', { jti: 'same', uid: 'u1', accountId: 'a' }, 60)
    expect(await adapterOf('Interaction').find('same')).toBeUndefined()
    expect(await adapterOf('Interaction').findByUid('u1')).toBeUndefined()
    expect(await adapterOf('Session').findByUid('u1')).toMatchObject({ accountId: 'a' })
  })

  it('overwrites by id', async () => {
    const sessions = adapterOf('Session')
    await sessions.upsert('twice', { jti: 'twice', uid: 'u2', accountId: 'a' }, 60)
    await sessions.upsert('twice', { jti: 'twice', uid: 'u3' }, 60)
    expect(await sessions.find('twice')).toEqual({ jti: 'twice', uid: 'u3' })
    expect(await sessions.findByUid('u2')).toBeUndefined()
  })

  it('lets only one of several consume a code', async () => {
    const codes = adapterOf('AuthorizationCode')
    await codes.upsert('race', { jti: 'race' }, 60)
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => codes.consume('race')))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await codes.find('race')).toMatchObject({ consumed: Math.floor(runtime.clock.now() / 1000) })
  })

  it('revokes everything of a grant, and nothing of another', async () => {
    await adapterOf('AuthorizationCode').upsert('g1-code', { jti: 'g1-code', grantId: 'g1' }, 60)
    await adapterOf('AccessToken').upsert('g1-token', { jti: 'g1-token', grantId: 'g1' }, 60)
    await adapterOf('AccessToken').upsert('g2-token', { jti: 'g2-token', grantId: 'g2' }, 60)
    await adapterOf('AuthorizationCode').revokeByGrantId('g1')
    expect(await adapterOf('AuthorizationCode').find('g1-code')).toBeUndefined()
    expect(await adapterOf('AccessToken').find('g1-token')).toBeUndefined()
    expect(await adapterOf('AccessToken').find('g2-token')).toBeDefined()
  })

  it('removes only what has lapsed', async () => {
    await removeLapsedRecords(runtime)
    await adapterOf('Grant').upsert('short', { jti: 'short' }, 10)
    await adapterOf('Grant').upsert('long', { jti: 'long' }, 1_000)
    await adapterOf('Grant').upsert('ever', { jti: 'ever' }, undefined as unknown as number)
    runtime.clock.advance(20_000)
    expect(await removeLapsedRecords(runtime)).toBe(1)
    expect(await adapterOf('Grant').find('long')).toBeDefined()
    expect(await adapterOf('Grant').find('ever')).toBeDefined()
  })
})
