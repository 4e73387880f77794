import { type Instant, instant } from '../../core/clock.ts'
import type { IdentityStrength } from '../../policy/identity/identity-strength.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { sessionPolicy } from './policy.ts'

export type LiveSession = {
  id: string
  personId: string
  strength: IdentityStrength
  /** When it ends if nothing more is asked for. */
  endsAt: Instant
}

/**
 * The session of this id while it is in force, and keeps that it was used. `undefined` once it was signed out, was
 * left idle for too long, or has reached its longest time: the cookie alone proves nothing.
 *
 * @param options.onlyLook true where asking is not using it
 */
export async function liveSession(
  runtime: Runtime,
  id: string,
  { onlyLook = false } = {},
): Promise<LiveSession | undefined> {
  const session = await runtime.store.session.findUnique({ where: { id } })
  if (session === null) return undefined
  const now = runtime.clock.now()
  const seen = session.lastSeenAt.getTime()
  if (now >= session.endsAt.getTime() || now - seen >= sessionPolicy.idle) return undefined
  const isUse = !onlyLook && now - seen >= sessionPolicy.writeEvery
  if (isUse) await runtime.store.session.updateMany({ where: { id }, data: { lastSeenAt: new Date(now) } })
  const { personId, strength } = session
  const endsAt = instant(Math.min(session.endsAt.getTime(), (isUse ? now : seen) + sessionPolicy.idle))
  return { id, personId, strength, endsAt }
}
