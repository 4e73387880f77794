import type { Abn } from '../../core/abn.ts'
import { hour, type Instant, minute } from '../../core/clock.ts'
import { MandateError } from '../../core/errors/index.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'

/** Whether businesses are current, remembered for a while. */
export type BusinessStanding = {
  isCancelled(abn: Abn): boolean | Promise<boolean>
  /** Stops listening. */
  close(): void
}

/** What the business register is asked. */
export type RegisterPort = { findBusiness(abn: Abn): Promise<{ status: 'REGISTERED' | 'CANCELLED' } | undefined> }

/** How long an answer counts, and how long it may stand in for a register that does not answer. */
const freshFor = minute
const usableFor = 24 * hour
const remembered = 20_000

/**
 * Asks the business register about ABNs. A business that the register does not know counts as cancelled. A register
 * that does not answer leaves yesterday's answer in force; without one, no token.
 */
export function businessStanding(
  runtime: Pick<Runtime, 'clock' | 'signals' | 'log'>,
  register: RegisterPort,
): BusinessStanding {
  const { clock, signals, log } = runtime
  const known = new Map<string, { cancelled: boolean; askedAt: Instant }>()
  const stops = [
    signals.on('business-changed', ({ abn }) => known.delete(abn)),
    signals.on('world-changed', () => known.clear()),
  ]

  const ask = async (abn: Abn): Promise<boolean> => {
    const before = known.get(abn)
    try {
      const cancelled = (await register.findBusiness(abn))?.status !== 'REGISTERED'
      const oldest = known.size < remembered ? undefined : known.keys().next().value
      if (oldest !== undefined) known.delete(oldest)
      known.set(abn, { cancelled, askedAt: clock.now() })
      return cancelled
    } catch (error) {
      log.error('the business register did not answer', error)
      if (before && clock.now() - before.askedAt < usableFor) return before.cancelled
      throw new MandateError('common.unavailable', {}, { cause: error })
    }
  }

  return {
    isCancelled(abn) {
      const answer = known.get(abn)
      return answer && clock.now() - answer.askedAt < freshFor ? answer.cancelled : ask(abn)
    },
    close() {
      for (const stop of stops) stop()
    },
  }
}
