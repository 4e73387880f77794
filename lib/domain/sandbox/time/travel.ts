import type { Abn } from '../../../core/abn.ts'
import { formatMoment } from '../../../core/calendar-day.ts'
import { type Instant, day as oneDay } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { businessTime, timeWith } from '../../../platform/clock/business-clock.ts'
import { lockBusiness } from '../../../platform/clock/lock-business.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'
import { settleDueCredentials } from '../../credentials/upkeep/settle-due-credentials.ts'
import { parseInput } from '../../parse-input.ts'
import { remindBusinessOfRenewals } from '../../ram/authorisations/lifecycle/remind-of-renewals.ts'
import { settleBusiness } from '../../ram/authorisations/lifecycle/settle-due-authorisations.ts'
import { recordAct } from '../acts/record-act.ts'
import { knowBusiness } from '../know-business.ts'
import { requireSandbox } from '../require-sandbox.ts'
import { destinationOf } from './destination.ts'
import { type TravelInput, travelInput } from './journey.ts'
import { stopsOf } from './stops.ts'
import { type Happened, watchBusiness } from './what-happened.ts'

/** The clock of a business after a journey, and what happened on the way. Moments are ISO text. */
export type Travelled = Happened & {
  abn: string
  name: string
  /** The business's moments before and after the journey. */
  from: string
  now: string
  /** Day of `now`, Australian eastern time. */
  today: string
  /** What the business is ahead of the real time, ms. */
  offsetMs: number
  /** Under which it was written down. */
  actId: string
}

/** The furthest that a business may be ahead. */
const furthest = 3_653 * oneDay
/** A journey stops so often at most; what fell due after that happens at its end. */
const mostStops = 200

/**
 * Sends the clock of a business to another moment. On the way it stops wherever something falls due, so that the mails
 * go out and the ends come as if the time had passed. Back again, what has happened stays; a snapshot undoes it.
 *
 * @throws MandateError `common.not-found` in production, and for a business that nobody knows;
 *   `sandbox.nothing-to-reach`, `sandbox.time-out-of-range`
 */
export async function travel(runtime: Runtime, input: TravelInput): Promise<Travelled> {
  requireSandbox(runtime)
  const { abn, ...journey } = parseInput(travelInput, input)
  const { store, clock } = runtime
  const { name } = await knowBusiness(store, runtime, abn)
  const from = (await businessTime(store, clock, abn)).now
  const to = journey.to === 'now' ? clock.now() : await destinationOf(store, abn, journey, from)
  if (to < clock.now() || to > clock.now() + furthest) throw new MandateError('sandbox.time-out-of-range')

  const watch = await watchBusiness(runtime, abn, from)
  let at = from
  for (let stops = 0; stops < mostStops; stops++) {
    const [stop] = await stopsOf(store, abn, at, to)
    if (stop === undefined) break
    await arrive(runtime, abn, stop.at)
    at = stop.at
  }
  await arrive(runtime, abn, to, journey.to === 'now')
  const { clockOffsetMs } = await store.business.findUniqueOrThrow({ where: { abn }, select: { clockOffsetMs: true } })
  const time = timeWith(clock, clockOffsetMs)
  const travelled = {
    abn,
    name,
    from: new Date(from).toISOString(),
    now: new Date(time.now).toISOString(),
    today: time.today,
    offsetMs: Number(clockOffsetMs),
    ...(await watch(time.now)),
  }
  const summary = `${name} ${offsetWords(travelled.offsetMs)}, ${formatMoment(time.now)}: ${travelled.summary}`
  return { ...travelled, actId: await recordAct(runtime, { area: 'time', summary, details: travelled }) }
}

function offsetWords(offsetMs: number): string {
  if (offsetMs === 0) return 'is back at the real time'
  const days = Math.round(offsetMs / oneDay)
  return `is ${days === 0 ? 'less than a day' : `${days} ${days === 1 ? 'day' : 'days'}`} ahead`
}

async function arrive(runtime: Runtime, abn: Abn, at: Instant, home = false): Promise<void> {
  const { store, clock, signals } = runtime
  await inTransaction(store, async (tx) => {
    await lockBusiness(tx, clock, abn)
    const clockOffsetMs = home ? 0n : BigInt(at - clock.now())
    await tx.business.update({ where: { abn }, data: { clockOffsetMs } })
  })
  signals.emit('business-changed', { abn })
  await settleBusiness(runtime, abn)
  await remindBusinessOfRenewals(runtime, abn)
  await settleDueCredentials(runtime)
}
