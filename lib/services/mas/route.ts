import type { IncomingMessage } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { versionAt } from '../../domain/mas/message/own-address.ts'
import type { ServiceVersionName } from '../../domain/mas/service-version.ts'
import type { Settings } from '../../platform/settings/settings.ts'

/** Where a request is going: the version of the service, its address as the client reaches it, and what is asked. */
export type Route = {
  version: ServiceVersionName
  endpoint: string
  /** `metadata` below the address, `wsdl` in the query. */
  asks: 'service' | 'metadata' | 'wsdl'
}

/** Reads the path in any letter case; `undefined` where there is no service. */
export function routeOf(request: IncomingMessage, settings: Settings): Route | undefined {
  const [path = '', query = ''] = (request.url ?? '').split('?', 2)
  const metadata = /\/mex\/?$/i.test(path)
  const servicePath = metadata ? path.replace(/\/mex\/?$/i, '') : path
  const version = versionAt(servicePath)
  if (version === undefined) return undefined
  const wsdl = /^(single)?wsdl\b/i.test(query)
  return {
    version,
    endpoint: `${originOf(request, settings)}${servicePath}`,
    asks: metadata ? 'metadata' : wsdl ? 'wsdl' : 'service',
  }
}

/** The origin that the client used, where it is a plain one; else that of the settings. */
function originOf(request: IncomingMessage, settings: Settings): string {
  const encrypted = (request.socket as TLSSocket).encrypted === true
  const { host } = request.headers
  if (host === undefined || !/^[a-z0-9.-]{1,253}(:\d{1,5})?$|^\[[0-9a-f:]+\](:\d{1,5})?$/i.test(host)) {
    return settings.publicHttpsUrl
  }
  return `${encrypted ? 'https' : 'http'}://${host}`
}
