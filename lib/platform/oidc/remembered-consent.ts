import { day, type Instant, second } from '../../core/clock.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { Store, Transaction } from '../store/open.ts'

/** How long a remembered consent counts, s. */
const rememberedFor = (365 * day) / second

/** Who agreed (the provider's id of the account), and to share with whom. */
export type Party = { accountId: string; clientId: string }

/** What a person need not be asked again for, and until when. */
export type RememberedConsent = { scope: string; until: Instant }

type From = { store: Store | Transaction; clock: Runtime['clock'] }

/** Keeps that the person need not be asked again for these scopes. */
export async function rememberConsent({ store, clock }: From, party: Party, scope: string): Promise<void> {
  const key = keyOf(party)
  const row = {
    model: 'RememberedConsent',
    payload: { scope },
    expiresAt: new Date(clock.now() + rememberedFor * second),
  }
  await store.oidcRecord.upsert({ where: { key }, create: { key, ...row }, update: row })
}

/** Forgets it again: the person is asked the next time. */
export async function forgetConsent({ store }: Pick<From, 'store'>, party: Party): Promise<void> {
  await store.oidcRecord.deleteMany({ where: { key: keyOf(party) } })
}

/** What the person agreed to share without being asked again; `undefined` for nothing. */
export async function rememberedConsent({ store, clock }: From, party: Party): Promise<RememberedConsent | undefined> {
  const row = await store.oidcRecord.findUnique({ where: { key: keyOf(party) } })
  if (row?.expiresAt == null || row.expiresAt.getTime() <= clock.now()) return undefined
  return { scope: (row.payload as { scope: string }).scope, until: row.expiresAt.getTime() as Instant }
}

function keyOf({ accountId, clientId }: Party): string {
  return `RememberedConsent:${clientId}:${accountId}`
}
