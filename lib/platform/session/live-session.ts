import type { IdentityStrength } from '../../policy/identity-strength.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { sessionPolicy } from './policy.ts'

export type LiveSession = { id: string; personId: string; strength: IdentityStrength }

/**
 * The session of this id while it is in force, and keeps that it was used. `undefined` once it was signed out, was
 * left idle for too long, or has reached its longest time: the cookie alone proves nothing.
 */
export async function liveSession(runtime: Runtime, id: string): Promise<LiveSession | undefined> {
  const session = await runtime.store.session.findUnique({ where: { id } })
  if (session === null) return undefined
  const now = runtime.clock.now()
  const seen = session.lastSeenAt.getTime()
  if (now >= session.endsAt.getTime() || now - seen >= sessionPolicy.idle) return undefined
  if (now - seen >= sessionPolicy.writeEvery) {
    await runtime.store.session.updateMany({ where: { id }, data: { lastSeenAt: new Date(now) } })
  }
  return { id, personId: session.personId, strength: session.strength }
}
