import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestRuntime, type TestRuntime } from '../../test/support/runtime.ts'
import { storeKinds } from '../../test/support/stores.ts'
import { uuid } from '../core/random.ts'
import { inTransaction } from './store/transaction.ts'
import { once } from './submissions.ts'

const olivia = '11111111-1111-4111-8111-111111111111'
const marcus = '22222222-2222-4222-8222-222222222222'

describe.each(storeKinds)('a form sent again on %s', (kind) => {
  let runtime: TestRuntime
  let runs = 0
  beforeAll(async () => {
    runtime = await createTestRuntime(kind)
  })
  afterAll(() => runtime.close())

  const send = (id: string, { personId = olivia, act = 'a', fail = false } = {}) =>
    inTransaction(runtime.store, (tx) =>
      once(tx, { id, personId, act, at: runtime.clock.now() }, async () => {
        runs++
        if (fail) throw new Error('no')
        return { run: runs, nothing: undefined }
      }),
    )

  it('acts once, and gives the first outcome again', async () => {
    const id = uuid(runtime.random)
    const before = runs
    const first = await send(id)
    expect(await send(id)).toEqual({ run: first.run })
    expect(runs).toBe(before + 1)
  })

  it('acts once when both sendings come at the same time', async () => {
    const id = uuid(runtime.random)
    const before = runs
    const outcomes = await Promise.all([send(id), send(id), send(id)])
    expect(new Set(outcomes.map((outcome) => outcome.run)).size).toBe(1)
    expect(runs).toBe(before + 1)
  })

  it('can be sent again after it failed', async () => {
    const id = uuid(runtime.random)
    await expect(send(id, { fail: true })).rejects.toThrow('no')
    expect((await send(id)).run).toBe(runs)
  })

  it('shows its outcome to nobody else, and to no other form', async () => {
    const id = uuid(runtime.random)
    await send(id)
    await expect(send(id, { personId: marcus })).rejects.toMatchObject({ code: 'common.not-found' })
    await expect(send(id, { act: 'b' })).rejects.toMatchObject({ code: 'common.not-found' })
  })
})
