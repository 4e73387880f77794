import { minute } from '../../../core/clock.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'

/** Keeps that a service used what a person shares with it; at most one write a minute. */
export async function noteUse(
  { store, clock }: Pick<Runtime, 'store' | 'clock'>,
  { serviceId, personId }: { serviceId: string; personId: string },
): Promise<void> {
  const now = clock.now()
  await store.relyingServicePerson.updateMany({
    where: { serviceId, personId, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: new Date(now - minute) } }] },
    data: { lastUsedAt: new Date(now) },
  })
}
