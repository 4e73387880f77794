import { normaliseAddress } from '../../../core/service-address.ts'
import type { ServiceVersionName } from '../service-version.ts'

const path = /^\/r3\.0\/(?:vanguard\/)?(s007v1\.[23])\/service\.svc$/

/** Version of the service at a path, in any letter case; `undefined` where there is none. */
export function versionAt(requestPath: string): ServiceVersionName | undefined {
  const found = path.exec(normaliseAddress(requestPath))
  return found ? (`S007v${found[1]?.slice(5)}` as ServiceVersionName) : undefined
}

/**
 * True where the address of a signed message means this service: one of our hosts, and the path of the same version.
 * Port, letter case and a trailing slash make no difference, as proxies and clients change them.
 *
 * @param hosts names in lower case
 */
export function isOwnAddress(address: string, version: ServiceVersionName, hosts: readonly string[]): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  const web = url.protocol === 'https:' || url.protocol === 'http:'
  return web && hosts.includes(url.hostname.toLowerCase()) && versionAt(url.pathname) === version
}

/** Hosts of the real service. In the sandbox, software may go on naming them while it talks to us. */
export const realHosts: readonly string[] = [
  'softwareauthorisations.ato.gov.au',
  'softwareauthorisations.evte.ato.gov.au',
  'softwareauthorisations.acc.ato.gov.au',
  'authentication.business.gov.au',
  'thirdparty.authentication.business.gov.au',
]
