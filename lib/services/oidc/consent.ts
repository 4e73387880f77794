import type { Provider } from 'oidc-provider'
import { day, second } from '../../core/clock.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'

/** How long a remembered consent counts, s. */
const rememberedFor = (365 * day) / second

type Party = { accountId: string; clientId: string }

/** A grant of the scopes for this person and relying party; returns its id. */
export async function grantConsent(provider: Provider, party: Party, scope: string): Promise<string> {
  const grant = new provider.Grant(party)
  grant.addOIDCScope(scope)
  return await grant.save()
}

/** Keeps that the person need not be asked again for these scopes. */
export async function rememberConsent({ store, clock }: Runtime, party: Party, scope: string): Promise<void> {
  const key = keyOf(party)
  const row = {
    model: 'RememberedConsent',
    payload: { scope },
    expiresAt: new Date(clock.now() + rememberedFor * second),
  }
  await store.oidcRecord.upsert({ where: { key }, create: { key, ...row }, update: row })
}

/** Forgets it again: the person is asked the next time. */
export async function forgetConsent({ store }: Runtime, party: Party): Promise<void> {
  await store.oidcRecord.deleteMany({ where: { key: keyOf(party) } })
}

/** The scopes that the person agreed to share without being asked again. */
export async function rememberedScope({ store, clock }: Runtime, party: Party): Promise<string | undefined> {
  const row = await store.oidcRecord.findUnique({ where: { key: keyOf(party) } })
  if (row?.expiresAt == null || row.expiresAt.getTime() <= clock.now()) return undefined
  return (row.payload as { scope: string }).scope
}

function keyOf({ accountId, clientId }: Party): string {
  return `RememberedConsent:${clientId}:${accountId}`
}
