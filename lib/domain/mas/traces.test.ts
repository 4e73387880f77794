import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { business, type Cast, castRoles, otherBusiness, seedCast } from '../../../test/support/credentials.ts'
import { createTestRuntime, type TestRuntime } from '../../../test/support/runtime.ts'
import { hour, type Instant } from '../../core/clock.ts'
import { systemRandom } from '../../core/random.ts'
import { exportTrace } from './export-trace.ts'
import { listTraces } from './list-traces.ts'
import type { Trace } from './trace/trace.ts'
import { newTraceId } from './trace/trace-id.ts'
import { createTraceKeeper, toKept } from './trace/trace-keeper.ts'
import { explainTrace, viewTrace } from './view-trace.ts'

let runtime: TestRuntime
let cast: Cast
let traces: Trace[]
let foreign: Trace

beforeAll(async () => {
  runtime = await createTestRuntime('embedded')
  cast = await seedCast(runtime)
  const trace = (changes: Partial<Trace>): Trace => ({
    id: newTraceId(systemRandom),
    at: runtime.clock.now(),
    service: 'S007v1.3',
    outcome: 'ACCEPTED',
    abn: business.abn,
    durationMicros: 1234,
    steps: [],
    ...changes,
  })
  traces = Array.from({ length: 7 }, (_, count) => trace({ at: (runtime.clock.now() - count * hour) as Instant }))
  traces[2] = trace({
    at: (runtime.clock.now() - 2 * hour) as Instant,
    outcome: 'REFUSED',
    errorCode: 'mas.replayed',
    event: 'E9020',
    steps: [
      { name: 'replay', outcome: 'refused', sentence: 'It was used.', facts: { until: 'x' }, change: 'Sign anew.' },
    ],
  })
  const call = trace({ service: 'usi', tokenTraceId: traces[0]?.id, abn: otherBusiness.abn })
  foreign = trace({ abn: otherBusiness.abn })
  const keeper = createTraceKeeper(runtime)
  for (const one of [...traces, call, foreign]) keeper.keep(toKept(one))
  await keeper.close()
})
afterAll(() => runtime.close())

const allowed = ['principal', 'representative', 'administratorMca', 'mca'] as const

describe('the list', () => {
  test.each(castRoles)('is for those who may see credentials: %s', async (role) => {
    const listed = listTraces(cast[role], { abn: business.abn })
    if ((allowed as readonly string[]).includes(role)) expect((await listed).rows).toHaveLength(7)
    else await expect(listed).rejects.toThrow('ram.role-too-low')
  })

  test('is not for strangers, nor for the people of another business', async () => {
    await expect(listTraces(cast.stranger, { abn: business.abn })).rejects.toThrow('ram.no-authorisation')
    await expect(listTraces(cast.principal, { abn: otherBusiness.abn })).rejects.toThrow('ram.no-authorisation')
  })

  test('is newest first, in pages, by outcome and day', async () => {
    const first = await listTraces(cast.principal, { abn: business.abn, pageSize: 3 })
    expect(first.rows.map(({ id }) => id)).toEqual(traces.slice(0, 3).map(({ id }) => id))
    expect(first).toMatchObject({ total: 7, totalIsLeast: false, previous: null })
    const second = await listTraces(cast.principal, { abn: business.abn, pageSize: 3, after: first.next ?? '' })
    expect(second.rows.map(({ id }) => id)).toEqual(traces.slice(3, 6).map(({ id }) => id))
    const refused = await listTraces(cast.principal, { abn: business.abn, outcome: 'REFUSED' })
    expect(refused.rows).toHaveLength(1)
    expect(refused.rows[0]).toMatchObject({ accepted: false, refusal: { code: 'mas.replayed', event: 'E9020' } })
    expect((await listTraces(cast.principal, { abn: business.abn, from: '2026-03-03' })).rows).toHaveLength(0)
  })

  test.each([{ credentialId: 'x' }, { outcome: 'MAYBE' }, { pageSize: 1000 }, { abn: '1' }])(
    'refuses a filter that makes no sense: %o',
    async (wrong) => {
      await expect(listTraces(cast.principal, { abn: business.abn, ...wrong } as never)).rejects.toThrow(
        'invalid-input',
      )
    },
  )
})

describe('one trace', () => {
  test('shows each step with what was compared and what would help', async () => {
    const view = await viewTrace(cast.mca, { abn: business.abn, id: traces[2]?.id.toUpperCase() ?? '' })
    expect(view.steps).toEqual([
      {
        name: 'replay',
        label: 'Used once',
        outcome: 'refused',
        sentence: 'It was used.',
        facts: [{ name: 'until', label: 'Until', side: 'service', value: 'x' }],
        change: 'Sign anew.',
      },
    ])
    expect(view.durationMs).toBe(1.234)
  })

  test('is a file for support, for the same people', async () => {
    const id = traces[2]?.id ?? ''
    const { fileName, mediaType, chunks } = await exportTrace(cast.mca, { abn: business.abn, id })
    expect({ fileName, mediaType }).toEqual({ fileName: `trace-${id}.json`, mediaType: 'application/json' })
    let text = ''
    for await (const chunk of chunks) text += chunk
    const bundle = JSON.parse(text)
    expect(bundle.trace).toEqual(JSON.parse(JSON.stringify(await viewTrace(cast.mca, { abn: business.abn, id }))))
    await expect(exportTrace(cast.user, { abn: business.abn, id })).rejects.toThrow('ram.role-too-low')
    await expect(exportTrace(cast.mca, { abn: business.abn, id: foreign.id })).rejects.toThrow('common.not-found')
  })

  test('leads to the calls that used its token', async () => {
    const view = await viewTrace(cast.principal, { abn: business.abn, id: traces[0]?.id ?? '' })
    expect(view.calls).toMatchObject([{ service: 'usi', accepted: true }])
  })

  test('is not found for others, whatever business they name', async () => {
    const { id } = foreign
    await expect(viewTrace(cast.principal, { abn: business.abn, id })).rejects.toThrow('common.not-found')
    await expect(viewTrace(cast.principal, { abn: otherBusiness.abn, id })).rejects.toThrow('ram.no-authorisation')
    await expect(viewTrace(cast.user, { abn: business.abn, id: traces[0]?.id ?? '' })).rejects.toThrow(
      'ram.role-too-low',
    )
  })

  test.each(['', 'nonsense', 't0000000000000000'])('is not found by the id "%s"', async (id) => {
    await expect(explainTrace(runtime.store, id)).rejects.toThrow('common.not-found')
  })
})
