import type { Runtime } from '../runtime/runtime.ts'
import { sessionPolicy } from './policy.ts'

/** Ends a session at once, wherever its cookie may still be. */
export async function endSession(runtime: Runtime, id: string): Promise<void> {
  await runtime.store.session.deleteMany({ where: { id } })
}

/** Removes the sessions that are over; answers how many. */
export async function removeEndedSessions(runtime: Runtime): Promise<number> {
  const now = runtime.clock.now()
  const { count } = await runtime.store.session.deleteMany({
    where: {
      OR: [{ endsAt: { lte: new Date(now) } }, { lastSeenAt: { lte: new Date(now - sessionPolicy.idle) } }],
    },
  })
  return count
}
