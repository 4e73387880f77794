import type { IncomingMessage } from 'node:http'
import type { Settings } from '../../platform/settings/settings.ts'

/**
 * The address of the client. Behind a reverse proxy that the operator named, it is the last one in X-Forwarded-For that
 * no such proxy has; what other clients write there is not believed.
 */
export function clientAddress(
  { socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>,
  { proxyAddresses }: Pick<Settings, 'proxyAddresses'>,
): string {
  const direct = plain(socket.remoteAddress ?? '')
  if (!proxyAddresses.includes(direct)) return direct
  const forwarded = [headers['x-forwarded-for'] ?? ''].flat().join(',').split(',').map(plain)
  return forwarded.reverse().find((address) => address !== '' && !proxyAddresses.includes(address)) ?? direct
}

const longest = 60

/** IPv4 inside IPv6 is the same client. */
function plain(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, '')
    .slice(0, longest)
}
