import { uuid } from '../../core/random.ts'
import type { IdentityStrength } from '../../policy/identity/identity-strength.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { sessionPolicy } from './policy.ts'

export type NewSession = {
  personId: string
  strength: IdentityStrength
  /** The session that this browser had until now; it ends. */
  replaces?: string
}

/** Keeps that a person has signed in. The id that it returns belongs into the encrypted cookie only. */
export async function startSession(runtime: Runtime, { personId, strength, replaces }: NewSession): Promise<string> {
  const now = runtime.clock.now()
  const id = uuid(runtime.random)
  await runtime.store.$transaction([
    ...(replaces === undefined ? [] : [runtime.store.session.deleteMany({ where: { id: replaces } })]),
    runtime.store.session.create({
      data: {
        id,
        personId,
        strength,
        startedAt: new Date(now),
        lastSeenAt: new Date(now),
        endsAt: new Date(now + sessionPolicy.longest),
      },
    }),
  ])
  return id
}
