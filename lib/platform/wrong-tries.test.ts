import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestRuntime, type TestRuntime } from '../../test/support/runtime.ts'
import { minute } from '../core/clock.ts'
import { countWrongTry, forgiveTries, refuseGuessing } from './wrong-tries.ts'

describe('wrong tries', () => {
  let runtime: TestRuntime
  beforeAll(async () => {
    runtime = await createTestRuntime('embedded')
  })
  afterAll(() => runtime.close())
  const limitOf = (personId: string, act = 'guess') => ({ personId, act, tries: 3, minutes: 10 })
  const wrong = (limit: ReturnType<typeof limitOf>) => countWrongTry(runtime.store, limit, runtime.clock.now())
  const check = (limit: ReturnType<typeof limitOf>) => refuseGuessing(runtime.store, limit, runtime.clock.now())

  it('refuses after the last try until the window has passed', async () => {
    const limit = limitOf('11111111-1111-4111-8111-111111111111')
    for (let at = 0; at < 3; at++) {
      await check(limit)
      await wrong(limit)
    }
    await expect(check(limit)).rejects.toMatchObject({ code: 'common.too-many' })
    await check({ ...limit, act: 'other' })
    await check(limitOf('22222222-2222-4222-8222-222222222222'))
    runtime.clock.advance(10 * minute - 1)
    await expect(check(limit)).rejects.toMatchObject({ code: 'common.too-many' })
    runtime.clock.advance(1)
    await check(limit)
    await wrong(limit)
    await check(limit)
  })

  it('counts tries that come at once, and forgets them after a right one', async () => {
    const limit = limitOf('33333333-3333-4333-8333-333333333333')
    await Promise.all([wrong(limit), wrong(limit), wrong(limit)])
    await expect(check(limit)).rejects.toMatchObject({ code: 'common.too-many' })
    await forgiveTries(runtime.store, limit)
    await check(limit)
  })
})
