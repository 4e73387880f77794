import { hour } from '../../../core/clock.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { isConflictOn } from '../../../platform/store/conflict.ts'
import type { SignInStep } from './steps.ts'

/** A step with the count of its changes: who writes must have seen the last one. */
export type KeptStep = { version: number; state: SignInStep }

/** Where the sign-in with this interaction uid stands. */
export async function readStep({ store }: Runtime, uid: string): Promise<KeptStep> {
  const row = await store.oidcRecord.findUnique({ where: { key: keyOf(uid) } })
  return row === null ? { version: 0, state: { step: 'provider' } } : (row.payload as KeptStep)
}

/**
 * Keeps the next step if nobody else has in the meantime, so that two guesses at once cost two tries.
 *
 * @returns false where somebody has; read again
 */
export async function writeStep(runtime: Runtime, uid: string, before: KeptStep, state: SignInStep): Promise<boolean> {
  const { store, clock } = runtime
  const key = keyOf(uid)
  const payload: KeptStep = { version: before.version + 1, state }
  if (before.version > 0) {
    const { count } = await store.oidcRecord.updateMany({
      where: { key, payload: { path: ['version'], equals: before.version } },
      data: { payload },
    })
    return count === 1
  }
  const expiresAt = new Date(clock.now() + hour)
  try {
    await store.oidcRecord.create({ data: { key, model: 'SignInStep', payload, expiresAt } })
    return true
  } catch (error) {
    if (isConflictOn(error, 'key', { primaryKey: true })) return false
    throw error
  }
}

function keyOf(uid: string): string {
  return `SignInStep:${uid}`
}
