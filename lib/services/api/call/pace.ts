import { type Clock, minute } from '../../../core/clock.ts'

/** What a token may still do in the minute that it is in. */
export type Pace = { limit: number; remaining: number; resetSeconds: number; isOver: boolean }

/** Counts the requests of each token by the minute; in memory, as a brake and no promise. */
export function createPace(clock: Clock, limit: number): (tokenId: string) => Pace {
  let windowStart = 0
  let counts = new Map<string, number>()
  return (tokenId) => {
    const now = clock.now()
    if (now - windowStart >= minute || now < windowStart) {
      windowStart = now - (now % minute)
      counts = new Map()
    }
    const count = (counts.get(tokenId) ?? 0) + 1
    counts.set(tokenId, count)
    return {
      limit,
      remaining: Math.max(0, limit - count),
      resetSeconds: Math.max(1, Math.ceil((windowStart + minute - now) / 1_000)),
      isOver: count > limit,
    }
  }
}
