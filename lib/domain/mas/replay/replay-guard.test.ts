import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestRuntime, type TestRuntime } from '../../../../test/support/runtime.ts'
import { storeKinds } from '../../../../test/support/stores.ts'
import { toHex } from '../../../core/bytes.ts'
import { type Instant, instant, manualClock, minute } from '../../../core/clock.ts'
import { seededRandom } from '../../../core/random.ts'
import { silentLog } from '../../../platform/log/log.ts'
import { DigestSet } from './digest-set.ts'
import { createReplayGuard } from './replay-guard.ts'
import { SeenMessages } from './seen-messages.ts'

const random = seededRandom(7)
const digest = () => toHex(random.bytes(32))
const now = instant('2026-03-02T01:00:00Z')
const at = (minutes: number) => (now + minutes * minute) as Instant

describe('a set of digests', () => {
  test('holds what was added, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex), { maxLength: 3_000 }), (all) => {
        const set = new DigestSet()
        const model = new Set<string>()
        for (const one of all) {
          expect(set.has(one)).toBe(model.has(one))
          set.add(one)
          model.add(one)
        }
        expect(set.size).toBe(model.size)
      }),
      { numRuns: 30 },
    )
  })

  test('grows without losing anything', () => {
    const set = new DigestSet()
    const all = Array.from({ length: 5_000 }, digest)
    for (const one of all) set.add(one)
    expect(all.every((one) => set.has(one))).toBe(true)
    expect(set.has(digest())).toBe(false)
  })
})

describe('messages in memory', () => {
  test('are accepted once until they are too old, then forgotten', () => {
    const seen = new SeenMessages()
    const one = digest()
    expect(seen.note(one, at(12), now)).toBe(true)
    expect(seen.note(one, at(12), at(11))).toBe(false)
    expect(seen.note(digest(), at(40), at(30))).toBe(true)
    expect(seen.size).toBe(1)
  })

  test('are found whatever end the second showing claims', () => {
    const seen = new SeenMessages()
    const one = digest()
    seen.note(one, at(3), now)
    expect(seen.note(one, at(14), now)).toBe(false)
  })
})

describe.each(storeKinds)('the replay guard on %s', (kind) => {
  let runtime: TestRuntime
  /** The runtime as one of several processes on this database has it. */
  let process: TestRuntime

  beforeAll(async () => {
    runtime = await createTestRuntime(kind)
    const databaseUrl = kind === 'postgresql' ? 'postgresql://shared' : undefined
    process = { ...runtime, settings: { ...runtime.settings, databaseUrl } }
  })
  afterAll(() => runtime.close())

  const until = () => (runtime.clock.now() + 10 * minute) as Instant

  test('accepts a message once, also when it is shown many times at once', async () => {
    const guard = await createReplayGuard(process)
    const one = digest()
    const shown = await Promise.all(Array.from({ length: 200 }, () => guard.acceptOnce(one, until())))
    expect(shown.filter(Boolean)).toHaveLength(1)
    expect(await guard.acceptOnce(digest(), until())).toBe(true)
    await guard.close()
  })

  test('remembers over a restart', async () => {
    const one = digest()
    const before = await createReplayGuard(process)
    expect(await before.acceptOnce(one, until())).toBe(true)
    await before.close()
    const after = await createReplayGuard(process)
    expect(await after.acceptOnce(one, until())).toBe(false)
    await after.close()
  })

  test('forgets in the database what is too old', async () => {
    const guard = await createReplayGuard(process)
    await guard.acceptOnce(digest(), until())
    await guard.close()
    expect(await runtime.store.seenMessage.count()).toBeGreaterThan(0)
    runtime.clock.advance(11 * minute)
    await guard.forget()
    expect(await runtime.store.seenMessage.count()).toBe(0)
  })

  if (kind === 'postgresql') {
    test('decides between processes that share the database', async () => {
      const guards = await Promise.all([createReplayGuard(process), createReplayGuard(process)])
      const messages = Array.from({ length: 100 }, digest)
      const shown = await Promise.all(
        guards.flatMap((guard) => messages.map((message) => Promise.resolve(guard.acceptOnce(message, until())))),
      )
      expect(shown.filter(Boolean)).toHaveLength(messages.length)
      for (const guard of guards) await guard.close()
    })
  }
})

test('accepts nothing that a shared database cannot keep', async () => {
  const store = {
    seenMessage: { findMany: async () => [] },
    $queryRaw: async () => {
      throw new Error('the database is gone')
    },
  }
  const settings = { databaseUrl: 'postgresql://shared' }
  const guard = await createReplayGuard({ store, settings, clock: manualClock(now), log: silentLog } as never)
  await expect(guard.acceptOnce(digest(), at(10))).rejects.toThrow('gone')
})
