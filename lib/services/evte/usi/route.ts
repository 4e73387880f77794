import type { IncomingMessage } from 'node:http'
import type { Settings } from '../../../platform/settings/settings.ts'
import { secureOriginOf } from '../secure-origin.ts'

/** Where a request is going. */
export type UsiRoute = {
  version: 'current' | 'old'
  asks: 'service' | 'wsdl'
  /** Address of version 5 over HTTPS, as this client reaches it. */
  address: string
  /** Address of the token service there. */
  tokenService: string
}

/** Path of version 5 below our own address. */
export const usiServicePath = '/evte/usi/service/v5/usiservice.svc'
const known = /^\/evte\/(?:usi\/)?service\/(?:v([1-5])\/)?usiservice\.(svc|wsdl)\/?$/

/** Reads the path in any letter case, with or without `usi/`; `undefined` where there is no USI service. */
export function usiRouteOf(request: IncomingMessage, settings: Settings): UsiRoute | undefined {
  const [path = '', query = ''] = (request.url ?? '').toLowerCase().split('?', 2)
  const found = known.exec(path)
  if (!found) return undefined
  const origin = secureOriginOf(request, settings)
  return {
    version: found[1] === '5' ? 'current' : 'old',
    asks: found[2] === 'wsdl' || /^(single)?wsdl\b/.test(query) ? 'wsdl' : 'service',
    address: `${origin}${usiServicePath}`,
    tokenService: `${origin}/R3.0/S007v1.3/service.svc`,
  }
}
