import type { AdapterPayload } from 'oidc-provider'
import { decisionScope } from '../../domain/ram/sharing/scopes.ts'
import type { Store } from '../../platform/store/open.ts'
import { acrsSatisfying } from '../../policy/identity/acr.ts'

/** A relying service as a client of OpenID Connect; its row is the registration. */
export async function findClient(store: Store, id: string): Promise<AdapterPayload | undefined> {
  const row = await store.relyingService.findUnique({ where: { id } })
  if (row === null) return undefined
  return {
    client_id: row.id,
    client_name: row.name,
    redirect_uris: row.redirectUris,
    response_types: ['code'],
    grant_types: ['authorization_code', ...(row.scopes.includes(decisionScope) ? ['client_credentials'] : [])],
    scope: row.scopes.join(' '),
    subject_type: 'pairwise',
    token_endpoint_auth_method: 'private_key_jwt',
    id_token_signed_response_alg: 'PS256',
    // So that `acr` is in every id token, also where the service asked for no strength.
    default_acr_values: acrsSatisfying('BASIC'),
    jwks: row.keys as { keys: never[] },
  } as AdapterPayload
}
