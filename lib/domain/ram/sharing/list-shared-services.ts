import { rememberedConsent } from '../../../platform/oidc/remembered-consent.ts'
import type { UseCaseContext } from '../../context.ts'
import { personScopes, scopesOf } from './scopes.ts'

/** A relying service that the person shares with. Moments are ISO texts. */
export type SharedService = {
  id: string
  name: string
  purpose: string
  /** What it learns, a sentence each. */
  details: string[]
  /** Whether the businesses are among it. */
  businesses: boolean
  /** Since when, without a break. */
  since: string
  signedInAt: string
  /** When it last read the details or asked for a decision; null where it never did. */
  lastUsedAt: string | null
  /** Until when it need not ask again; null where it asks at each sign-in. */
  rememberedUntil: string | null
}

/** The relying services that the person who asks shares with, the one that they agreed with last first. */
export async function listSharedServices({ runtime, actor }: UseCaseContext): Promise<SharedService[]> {
  const { personId } = actor
  const rows = await runtime.store.relyingServicePerson.findMany({
    where: { personId },
    include: { service: true },
    orderBy: [{ agreedAt: 'desc' }, { serviceId: 'asc' }],
  })
  return await Promise.all(
    rows.map(async ({ service, ...row }) => {
      const remembered = await rememberedConsent(runtime, { accountId: personId, clientId: service.id })
      const scopes = scopesOf(row.scopes.join(' '))
      return {
        id: service.id,
        name: service.name,
        purpose: service.purpose,
        details: scopes.map((scope) => personScopes[scope]),
        businesses: scopes.includes('tdif_business_authorisations'),
        since: row.agreedAt.toISOString(),
        signedInAt: row.signedInAt.toISOString(),
        lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
        rememberedUntil: remembered === undefined ? null : new Date(remembered.until).toISOString(),
      }
    }),
  )
}
