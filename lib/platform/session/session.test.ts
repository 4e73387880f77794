import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestRuntime, type TestRuntime } from '../../../test/support/runtime.ts'
import { hour, minute } from '../../core/clock.ts'
import { systemRandom, uuid } from '../../core/random.ts'
import { endSession, removeEndedSessions } from './end-session.ts'
import { liveSession } from './live-session.ts'
import { startSession } from './start-session.ts'

describe('a session', () => {
  let runtime: TestRuntime
  const personId = uuid(systemRandom)
  const start = (replaces?: string) => startSession(runtime, { personId, strength: 'STANDARD', replaces })
  beforeAll(async () => {
    runtime = await createTestRuntime('embedded')
  })
  afterAll(() => runtime.close())

  it('says who and how strong', async () => {
    const id = await start()
    expect(await liveSession(runtime, id)).toMatchObject({ id, personId, strength: 'STANDARD' })
  })

  it('is nobody for an id that was never given', async () => {
    expect(await liveSession(runtime, uuid(systemRandom))).toBeUndefined()
  })

  it('ends after 30 idle minutes, to the millisecond', async () => {
    const id = await start()
    runtime.clock.advance(30 * minute - 1)
    expect(await liveSession(runtime, id, { onlyLook: true })).toBeDefined()
    runtime.clock.advance(1)
    expect(await liveSession(runtime, id)).toBeUndefined()
  })

  it('goes on while it is used, but never beyond 8 hours', async () => {
    const id = await start()
    for (let passed = 0; passed < 8 * hour - 20 * minute; passed += 20 * minute) {
      runtime.clock.advance(20 * minute)
      expect(await liveSession(runtime, id), `${passed / minute} minutes`).toBeDefined()
    }
    const last = await liveSession(runtime, id)
    expect((last?.endsAt as number) - runtime.clock.now()).toBe(20 * minute)
    runtime.clock.advance(20 * minute)
    expect(await liveSession(runtime, id)).toBeUndefined()
  })

  it('is not kept in force by looking', async () => {
    const id = await start()
    const first = await liveSession(runtime, id)
    runtime.clock.advance(10 * minute)
    expect((await liveSession(runtime, id, { onlyLook: true }))?.endsAt).toBe(first?.endsAt)
    expect((await liveSession(runtime, id))?.endsAt).toBe((first?.endsAt as number) + 10 * minute)
  })

  it('is over at once when it is ended, whoever still has its cookie', async () => {
    const id = await start()
    await endSession(runtime, id)
    expect(await liveSession(runtime, id)).toBeUndefined()
  })

  it('ends when the same browser signs in again, and no other with it', async () => {
    const [old, elsewhere] = [await start(), await start()]
    const fresh = await start(old)
    expect(await liveSession(runtime, old)).toBeUndefined()
    expect(await liveSession(runtime, elsewhere)).toBeDefined()
    expect(await liveSession(runtime, fresh)).toBeDefined()
  })

  it('is removed once it is over, not before', async () => {
    await runtime.store.session.deleteMany()
    const idle = await start()
    runtime.clock.advance(20 * minute)
    const used = await start()
    runtime.clock.advance(10 * minute)
    expect(await removeEndedSessions(runtime)).toBe(1)
    expect(await runtime.store.session.count({ where: { id: idle } })).toBe(0)
    expect(await liveSession(runtime, used)).toBeDefined()
  })
})
