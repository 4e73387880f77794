import { timeWith } from '../../../platform/clock/business-clock.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { requireSandbox } from '../require-sandbox.ts'

/** The clock of one business. `now` is ISO text, `today` its day in Australian eastern time. */
export type BusinessClock = { abn: string; name: string; now: string; today: string; offsetMs: number }

/** Businesses that RAM knows, with what their clocks show; those that were moved come first. */
export async function listClocks(runtime: Runtime, { most = 200 } = {}): Promise<BusinessClock[]> {
  requireSandbox(runtime)
  const { store, clock } = runtime
  const rows = await store.business.findMany({
    orderBy: [{ clockOffsetMs: 'desc' }, { name: 'asc' }, { abn: 'asc' }],
    take: most,
    select: { abn: true, name: true, clockOffsetMs: true },
  })
  return rows.map(({ abn, name, clockOffsetMs }) => {
    const { now, today } = timeWith(clock, clockOffsetMs)
    return { abn, name, now: new Date(now).toISOString(), today, offsetMs: Number(clockOffsetMs) }
  })
}
