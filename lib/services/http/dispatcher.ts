import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { MandateError } from '../../core/errors/index.ts'
import { type Random, uuid } from '../../core/random.ts'
import type { Log } from '../../platform/log/log.ts'
import type { Gate } from '../../platform/runtime/gate.ts'
import { withPageStatus } from '../../platform/runtime/page-status.ts'
import { answer, answerProblem } from './answer.ts'
import { dressPage } from './page-headers.ts'
import type { Service } from './service.ts'

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void

export type DispatcherParts = {
  services: readonly Service[]
  /** Next's handler; `undefined` where this process has no portal. */
  pages: Handler | undefined
  /** Where browsers belong: sign-in works on one origin only. */
  publicUrl: string
  /** True for the development server, whose pages need a looser content security policy. */
  development: boolean
  /** Origin of the service that signs people in, where it is not ours. */
  signInOrigin?: string
  /** In the sandbox: no request meets a world that is being replaced. */
  gate?: Pick<Gate, 'pass'>
  random: Random
  log: Log
}

/**
 * One function for both listeners: sends a request to the service whose prefix it has, everything else to the pages.
 * A plain dispatcher before Next keeps the token service at the speed of node:http.
 */
export function createDispatcher(parts: DispatcherParts): Handler {
  const routes = parts.services.flatMap((service) => service.prefixes.map((prefix) => ({ prefix, service })))
  const publicOrigin = new URL(parts.publicUrl).origin

  return async (request, response) => {
    const path = (request.url ?? '/').toLowerCase()
    const service = routes.find(({ prefix }) => path.startsWith(prefix) || path === prefix.slice(0, -1))?.service
    try {
      if (parts.gate === undefined) await serve(service, request, response)
      else await parts.gate.pass(() => serve(service, request, response))
    } catch (error) {
      fail(error, request, response)
    }
  }

  async function serve(
    service: Service | undefined,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (service !== undefined) await service.handle(request, response)
    else if (parts.pages === undefined) answerProblem(response, new MandateError('common.not-found'))
    else if (isOnOtherOrigin(request)) sendToPublicOrigin(request, response)
    else await showPage(parts.pages, request, response)
  }

  async function showPage(pages: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
    dressPage(request, response, {
      nonce: Buffer.from(parts.random.bytes(16)).toString('base64'),
      secure: publicOrigin.startsWith('https:'),
      development: parts.development,
      formTargets: parts.signInOrigin === undefined ? [] : [parts.signInOrigin],
    })
    await withPageStatus(response, () => pages(request, response))
  }

  function isOnOtherOrigin(request: IncomingMessage): boolean {
    return (request.socket as TLSSocket).encrypted === true && publicOrigin !== `https://${request.headers.host}`
  }

  function sendToPublicOrigin(request: IncomingMessage, response: ServerResponse): void {
    const url = request.url ?? '/'
    const path = url.startsWith('/') && !url.startsWith('//') ? url : '/'
    answer(response, 307, 'text/plain; charset=utf-8', 'The portal is at its public address.\n', {
      location: publicOrigin + path,
    })
  }

  function fail(error: unknown, request: IncomingMessage, response: ServerResponse): void {
    const reference = uuid(parts.random)
    const path = (request.url ?? '').split('?')[0]
    if (!(error instanceof MandateError)) parts.log.error('request failed', error, { reference, path })
    if (response.headersSent) response.destroy()
    else answerProblem(response, error, `urn:uuid:${reference}`)
  }
}
