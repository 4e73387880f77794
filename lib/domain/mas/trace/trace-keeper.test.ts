import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestRuntime, type TestRuntime } from '../../../../test/support/runtime.ts'
import { storeKinds } from '../../../../test/support/stores.ts'
import { day, type Instant } from '../../../core/clock.ts'
import { systemRandom, uuid } from '../../../core/random.ts'
import { forgetTraces } from './forget-traces.ts'
import type { Trace } from './trace.ts'
import { isTraceId, newTraceId } from './trace-id.ts'
import { createTraceKeeper, toKept } from './trace-keeper.ts'

test('a trace id cannot be mistaken', () => {
  const ids = Array.from({ length: 200 }, () => newTraceId(systemRandom))
  expect(ids.every(isTraceId)).toBe(true)
  expect(new Set(ids).size).toBe(200)
  for (const wrong of ['', 't', 'T0123456789abcdef', 't0123456789abcdeo', 't0123456789abcdef0', "t0123456789abcd'--"]) {
    expect(isTraceId(wrong)).toBe(false)
  }
})

describe.each(storeKinds)('the trace keeper on %s', (kind) => {
  let runtime: TestRuntime

  beforeAll(async () => {
    runtime = await createTestRuntime(kind)
  })
  afterAll(() => runtime.close())

  const trace = (changes: Partial<Trace> = {}): Trace => ({
    id: newTraceId(systemRandom),
    at: runtime.clock.now(),
    service: 'S007v1.3',
    outcome: 'ACCEPTED',
    durationMicros: 900,
    steps: [{ name: 'message', outcome: 'passed', sentence: 'It is "read" \\ & <so>.', facts: { bytes: 5 } }],
    ...changes,
  })

  test('writes everything, with what is not known left empty', async () => {
    const keeper = createTraceKeeper(runtime)
    const heard: string[] = []
    const stop = runtime.signals.on('trace-written', ({ traceId }) => heard.push(traceId))
    const full = trace({
      outcome: 'REFUSED',
      errorCode: 'mas.replayed',
      event: 'E9020',
      abn: '27809366375',
      credentialId: uuid(systemRandom),
      relyingPartyId: 'usi',
      tokenTraceId: newTraceId(systemRandom),
    })
    const bare = trace()
    keeper.keep(toKept(full))
    keeper.keep(toKept(bare))
    await keeper.close()
    stop()
    const { at, ...rest } = full
    expect(await runtime.store.trace.findUnique({ where: { id: full.id } })).toEqual({ ...rest, at: new Date(at) })
    expect(await runtime.store.trace.findUnique({ where: { id: bare.id } })).toMatchObject({
      abn: null,
      errorCode: null,
      credentialId: null,
      steps: bare.steps,
    })
    expect(heard.sort()).toEqual([full.id, bare.id].sort())
  })

  test('writes many in order of arrival, and a character that the database cannot hold as a sign', async () => {
    const keeper = createTraceKeeper(runtime)
    const many = Array.from({ length: 230 }, (_, count) => trace({ durationMicros: count, service: 'many\u0000' }))
    for (const one of many) keeper.keep(toKept(one))
    await keeper.close()
    expect(await runtime.store.trace.count({ where: { service: 'many\ufffd' } })).toBe(230)
  })

  test('drops traces of accepted requests before those of refused ones when too many wait', async () => {
    const warnings: string[] = []
    const log = { ...runtime.log, warn: (message: string) => warnings.push(message) }
    const written: string[] = []
    const store = {
      $executeRaw: async (_strings: TemplateStringsArray, rows: string) => {
        written.push(...(JSON.parse(rows) as { id: string }[]).map(({ id }) => id))
      },
    }
    const keeper = createTraceKeeper({ ...runtime, log: log as never, store: store as never })
    const refused = trace({ outcome: 'REFUSED' })
    keeper.keep(toKept(refused))
    for (let count = 0; count < 20_200; count++) keeper.keep(toKept(trace()))
    await keeper.close()
    expect(written).toContain(refused.id)
    expect(written.length).toBeLessThanOrEqual(20_000)
    expect(warnings).toHaveLength(1)
  })

  test('forgets what is older than 30 days', async () => {
    const keeper = createTraceKeeper(runtime)
    const old = trace({ at: (runtime.clock.now() - 31 * day) as Instant })
    const recent = trace({ at: (runtime.clock.now() - 29 * day) as Instant })
    keeper.keep(toKept(old))
    keeper.keep(toKept(recent))
    await keeper.close()
    await keeper.forget()
    expect(await runtime.store.trace.count({ where: { id: { in: [old.id, recent.id] } } })).toBe(1)
  })

  test('forgets the oldest where there are too many, and no more than that', async () => {
    await runtime.store.trace.deleteMany()
    const keeper = createTraceKeeper(runtime)
    const many = Array.from({ length: 2_100 }, (_, at) => trace({ at: (runtime.clock.now() + at) as Instant }))
    for (const one of many) keeper.keep(toKept(one))
    await keeper.close()
    const limits = { before: new Date(0), pauseMs: 0 }
    expect(await forgetTraces(runtime.store, { ...limits, most: 2_100 })).toBe(0)
    expect(await forgetTraces(runtime.store, { ...limits, most: 50 })).toBe(2_050)
    const left = await runtime.store.trace.findMany({ select: { id: true } })
    expect(left.map(({ id }) => id).sort()).toEqual(
      many
        .slice(-50)
        .map(({ id }) => id)
        .sort(),
    )
  })

  test('goes on after a batch that could not be written', async () => {
    const errors: string[] = []
    const log = { ...runtime.log, error: (message: string) => errors.push(message) }
    const keeper = createTraceKeeper({ ...runtime, log: log as never })
    keeper.keep(toKept(trace({ credentialId: 'not a uuid' })))
    await keeper.close()
    const good = trace()
    keeper.keep(toKept(good))
    await keeper.close()
    expect(errors).toEqual(['traces were not written'])
    expect(await runtime.store.trace.count({ where: { id: good.id } })).toBe(1)
  })
})
