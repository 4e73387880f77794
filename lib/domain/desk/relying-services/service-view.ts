import type { Settings } from '../../../platform/settings/settings.ts'
import type { RelyingService } from '../../../platform/store/generated/client.ts'
import { demonstration } from '../../ram/sharing/demonstration.ts'

/** A relying service of RAM as operators see it. */
export type RelyingServiceView = {
  id: string
  name: string
  purpose: string
  redirectUris: string[]
  /** A JWK set, as JSON with line breaks. */
  keys: string
  scopes: string[]
  serviceIds: string[]
  version: number
  /** The demonstration of the sandbox, whose key and address follow the installation. */
  isSimulated: boolean
}

export function toServiceView(row: RelyingService, { mode }: Pick<Settings, 'mode'>): RelyingServiceView {
  const { id, name, purpose, redirectUris, scopes, serviceIds, version } = row
  return {
    ...{ id, name, purpose, redirectUris, scopes, serviceIds, version },
    keys: JSON.stringify(row.keys, null, 2),
    isSimulated: mode === 'sandbox' && id === demonstration.id,
  }
}

/** The service in words, by field: what the history keeps of a change. */
export function serviceInWords(view: RelyingServiceView): Record<string, string> {
  const { name, purpose, redirectUris, keys, scopes, serviceIds } = view
  const names = (JSON.parse(keys) as { keys: { kid?: string; kty?: string; n?: string; x?: string }[] }).keys.map(
    ({ kid, kty, n, x }) => kid ?? `${kty} ${(n ?? x ?? '').slice(0, 16)}`,
  )
  return {
    ...{ name, purpose },
    redirectUris: redirectUris.join(', '),
    keys: names.join(', '),
    scopes: scopes.join(', '),
    serviceIds: serviceIds.join(', '),
  }
}
