import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TLSSocket } from 'node:tls'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { answer } from '../http/answer.ts'

/**
 * Cookies and forms work on one origin: a browser that came to the other door is sent to the public one.
 * @returns true where that is done
 */
export function sendToPublicAddress(
  { settings }: Runtime,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const { origin } = new URL(settings.publicUrl)
  if (!isOverTls(request) || origin === `https://${request.headers.host}`) return false
  answer(response, 307, 'text/plain; charset=utf-8', 'Sign-in is at its public address.\n', { location: origin + path })
  return true
}

function isOverTls({ socket }: IncomingMessage): boolean {
  return (socket as TLSSocket).encrypted === true
}

/**
 * Links and cookies are made for the public address, whatever the request says: a proxy may stand before this, and
 * what a client sends as its host is not to be believed.
 */
export function presentPublicAddress({ settings }: Runtime, { headers }: IncomingMessage): void {
  const { host, protocol } = new URL(settings.publicUrl)
  headers.host = host
  headers['x-forwarded-proto'] = protocol.slice(0, -1)
  delete headers['x-forwarded-host']
}
