import type { IncomingMessage } from 'node:http'
import type { TLSSocket } from 'node:tls'
import type { Settings } from '../../platform/settings/settings.ts'

/** The origin that the client used, where it came over TLS; else the one of the settings, for the policy demands TLS. */
export function secureOriginOf(request: IncomingMessage, settings: Settings): string {
  const { host = '' } = request.headers
  const encrypted = (request.socket as TLSSocket).encrypted === true
  const plain = /^[a-z0-9.-]{1,253}(:\d{1,5})?$|^\[[0-9a-f:]+\](:\d{1,5})?$/i.test(host)
  return encrypted && plain ? `https://${host}` : settings.publicHttpsUrl
}
