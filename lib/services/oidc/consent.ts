import type { Provider } from 'oidc-provider'
import type { Party } from '../../platform/oidc/remembered-consent.ts'

/** A grant of the scopes for this person and relying party; returns its id. */
export async function grantConsent(provider: Provider, party: Party, scope: string): Promise<string> {
  const grant = new provider.Grant(party)
  grant.addOIDCScope(scope)
  return await grant.save()
}
