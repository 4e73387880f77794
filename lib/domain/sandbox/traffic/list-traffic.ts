import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { summariseTraces, type TraceSummary } from '../../mas/trace/trace-view.ts'
import { requireSandbox } from '../require-sandbox.ts'

/** A call as it is shown while it happens. `injected`: a fault on demand met it. */
export type TrafficCall = TraceSummary & { abn: string | null; injected: boolean; tokenTraceId: string | null }

/** The newest calls of all services, whoever made them. */
export async function listTraffic(
  runtime: Runtime,
  { most = 50, ids }: { most?: number; ids?: readonly string[] } = {},
): Promise<TrafficCall[]> {
  requireSandbox(runtime)
  const { store } = runtime
  const rows = await store.trace.findMany({
    where: ids === undefined ? {} : { id: { in: [...ids] } },
    orderBy: [{ at: 'desc' }, { id: 'asc' }],
    take: most,
  })
  const summaries = await summariseTraces(store, rows)
  return summaries.map((summary, at) => {
    const row = rows[at] as (typeof rows)[number]
    const injected = (row.steps as { name: string }[]).some(({ name }) => name === 'injected')
    return { ...summary, abn: row.abn, injected, tokenTraceId: row.tokenTraceId }
  })
}
