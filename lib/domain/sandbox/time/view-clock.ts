import { z } from 'zod'
import { timeWith } from '../../../platform/clock/business-clock.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { parseInput } from '../../parse-input.ts'
import { abn } from '../../ram/fields.ts'
import { knowBusiness } from '../know-business.ts'
import { requireSandbox } from '../require-sandbox.ts'
import type { BusinessClock } from './list-clocks.ts'
import { stopsOf } from './stops.ts'

export const viewClockInput = z.object({ abn })

/** The clock of a business, and what falls due next by it. Moments are ISO text. */
export type ClockView = BusinessClock & { next: { at: string; what: string }[] }

const mostNext = 12

/** @throws MandateError `common.not-found` for a business that the register does not know */
export async function viewClock(runtime: Runtime, input: z.input<typeof viewClockInput>): Promise<ClockView> {
  requireSandbox(runtime)
  const { abn } = parseInput(viewClockInput, input)
  const { store, clock } = runtime
  const { name } = await knowBusiness(store, runtime, abn)
  const { clockOffsetMs } = await store.business.findUniqueOrThrow({ where: { abn }, select: { clockOffsetMs: true } })
  const { now, today } = timeWith(clock, clockOffsetMs)
  const stops = await stopsOf(store, abn, now)
  return {
    abn,
    name,
    now: new Date(now).toISOString(),
    today,
    offsetMs: Number(clockOffsetMs),
    next: stops.slice(0, mostNext).map(({ at, what }) => ({ at: new Date(at).toISOString(), what })),
  }
}
