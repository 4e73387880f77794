import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { MandateError } from '../../core/errors/index.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { isSignInSimulated } from '../../platform/session/issuer.ts'
import { answer, answerProblem } from '../http/answer.ts'
import type { Service } from '../http/service.ts'
import { handleInteraction } from './interaction/handle.ts'
import { style } from './pages/send-page.ts'
import { createProvider } from './provider.ts'

const mount = '/myid'

/**
 * The simulated Digital ID: an OpenID provider at `PUBLIC_URL/myid` whose people are the personas of the sandbox. Where
 * a real issuer signs people in, in production always, nothing answers here.
 */
export async function createMyIdService(runtime: Runtime): Promise<Service> {
  const prefixes = [`${mount}/`]
  if (!isSignInSimulated(runtime.settings)) {
    return {
      name: 'myid',
      prefixes,
      handle: (_request, response) => answerProblem(response, new MandateError('common.not-found')),
    }
  }
  const provider = await createProvider(runtime)
  const answerAsProvider = provider.callback()
  return {
    name: 'myid',
    prefixes,
    async handle(request, response) {
      const path = mount + (request.url ?? '/').slice(mount.length)
      if (path === style.path) return style.send(response)
      if (isOverTls(request) && sendToPublicAddress(runtime, path, request, response)) return
      presentPublicAddress(runtime, request)
      if (path.startsWith(`${mount}/interaction/`)) return await handleInteraction(runtime, provider, request, response)
      // The library finds out from the difference where it is mounted.
      Object.assign(request, { originalUrl: path, url: path.slice(mount.length) || '/' })
      await answerAsProvider(request, response)
    },
  }
}

function isOverTls({ socket }: IncomingMessage): boolean {
  return (socket as TLSSocket).encrypted === true
}

/** Cookies and forms work on one origin: a browser that came to the other door is sent to the public one. */
function sendToPublicAddress(
  { settings }: Runtime,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const { origin } = new URL(settings.publicUrl)
  if (origin === `https://${request.headers.host}`) return false
  answer(response, 307, 'text/plain; charset=utf-8', 'Sign-in is at its public address.\n', { location: origin + path })
  return true
}

/**
 * Links and cookies are made for the public address, whatever the request says: a proxy may stand before this, and
 * what a client sends as its host is not to be believed.
 */
function presentPublicAddress({ settings }: Runtime, { headers }: IncomingMessage): void {
  const { host, protocol } = new URL(settings.publicUrl)
  headers.host = host
  headers['x-forwarded-proto'] = protocol.slice(0, -1)
  delete headers['x-forwarded-host']
}
