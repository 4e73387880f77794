import { second } from '../../core/clock.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { Store, Transaction } from '../store/open.ts'
import { recordKey } from './record-key.ts'
import type { Party } from './remembered-consent.ts'

/**
 * Which session of the portal a grant of RAM was given in. A grant without such a record counts for nothing, whatever
 * codes and tokens still name it: that is how signing out, and withdrawing a consent, reach them at once.
 *
 * @param bound.lifetime as long as the grant counts, s
 */
export async function bindGrant(
  { store, clock }: Pick<Runtime, 'store' | 'clock'>,
  { grantId, sessionId, lifetime, ...party }: Party & { grantId: string; sessionId: string; lifetime: number },
): Promise<void> {
  const expiresAt = new Date(clock.now() + lifetime * second)
  const key = recordKey(model, grantId)
  await store.oidcRecord.create({
    data: { key, model, payload: { sessionId }, grantId, uid: ownersOf(party), expiresAt },
  })
}

/** Id of the session that a grant was given in; `undefined` once the grant has ended. */
export async function sessionOfGrant({ store }: { store: Store }, grantId: string): Promise<string | undefined> {
  const record = await store.oidcRecord.findUnique({ where: { key: recordKey(model, grantId) } })
  return record === null ? undefined : (record.payload as { sessionId: string }).sessionId
}

/** Ends every grant that the person gave this service, with the codes and tokens made from them. */
export async function endGrants(tx: Transaction, party: Party): Promise<void> {
  const bound = await tx.oidcRecord.findMany({ where: { model, uid: ownersOf(party) }, select: { grantId: true } })
  const ids = bound.flatMap(({ grantId }) => grantId ?? [])
  await tx.oidcRecord.deleteMany({
    where: { OR: [{ grantId: { in: ids } }, { key: { in: ids.map((id) => recordKey('ram/Grant', id)) } }] },
  })
}

const model = 'ram/GrantSession'

function ownersOf({ accountId, clientId }: Party): string {
  return `${clientId}:${accountId}`
}
