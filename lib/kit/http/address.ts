import { MandateError } from '../../core/errors/index.ts'

/** Where the services are when nobody says otherwise: a sandbox on this machine. */
export const defaultBase = 'https://localhost:3443'

/**
 * Reads the address of a service. Plain http is for this machine only: a token's proof key travels in the answer.
 *
 * @throws MandateError `kit.address-invalid`
 */
export function parseAddress(address: string): URL {
  if (!URL.canParse(address)) throw invalid(address, 'it is not an address')
  const url = new URL(address)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw invalid(address, 'it is neither https nor http')
  if (url.username !== '' || url.password !== '') throw invalid(url.origin, 'it has a name or password in it')
  if (url.protocol === 'http:' && !isLoopback(url)) throw invalid(address, 'plain http can be read on the way')
  return url
}

/** True for an address on this machine, which nobody else can answer. */
export function isLoopback(url: URL): boolean {
  const host = url.hostname.toLowerCase()
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}

/**
 * The endpoint of a service: `address` as it is where it has a path, else with the usual path of that service.
 *
 * @throws MandateError `kit.address-invalid`
 */
export function endpointAt(address: string, usualPath: string): string {
  const url = parseAddress(address)
  return url.pathname === '/' ? `${url.origin}${usualPath}` : address
}

/** Usual paths of the services below a base address. */
export const usualPaths = {
  tokenService: '/R3.0/S007v1.3/service.svc',
  usi: '/evte/usi/service/v5/usiservice.svc',
} as const

function invalid(address: string, what: string): MandateError {
  return new MandateError('kit.address-invalid', { address: address.slice(0, 200), what })
}
