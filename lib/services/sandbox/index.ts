import type { IncomingMessage, ServerResponse } from 'node:http'
import { hasCode, MandateError } from '../../core/errors/index.ts'
import { openAuthority } from '../../platform/authority/open.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { answerCall } from '../api/call/answer-call.ts'
import { type FoundRoute, routeFinder } from '../api/find-route.ts'
import { answer, answerJson } from '../http/answer.ts'
import { refuseForeignOrigin } from '../http/foreign-origin.ts'
import type { Service } from '../http/service.ts'
import { getTrace } from './get-trace.ts'
import { sandboxInfo } from './info.ts'
import { postCredential } from './post-credential.ts'
import { streamTraffic } from './stream-traffic.ts'
import { sandboxRoutes } from './table.ts'
import { deleteTrust, getTrust, postTrust } from './trust.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

const prefix = '/sandbox/api/'

/**
 * What only a sandbox offers to programs, as JSON under `/sandbox/api/`: `POST credentials` makes a test credential
 * without a person, `GET traces?id=` explains one request, `GET|POST|DELETE trust` keeps the external
 * credentials that are trusted, `GET info` tells addresses, certificates to trust and
 * personas; everything that the console can do is there too. In production there is nothing here.
 */
export async function createSandboxService(runtime: Runtime): Promise<Service> {
  const isSandbox = runtime.settings.mode === 'sandbox'
  const authority = await openAuthority(runtime)
  const traffic = streamTraffic(runtime)
  const find = routeFinder(sandboxRoutes)
  const plain: Record<string, Record<string, Handler>> = {
    credentials: { POST: (request, response) => postCredential(runtime, request, response) },
    traces: { GET: (request, response) => getTrace(runtime, request, response) },
    trust: {
      GET: (request, response) => getTrust(runtime, request, response),
      POST: (request, response) => postTrust(runtime, request, response),
      DELETE: (request, response) => deleteTrust(runtime, request, response),
    },
    traffic: { GET: (request, response) => traffic.handle(request, response) },
    info: { GET: async (_request, response) => answerJson(response, 200, await sandboxInfo(runtime, authority)) },
  }

  return {
    name: 'portal',
    prefixes: [prefix],
    async handle(request, response) {
      if (!isSandbox) throw new MandateError('common.not-found')
      const path = (request.url ?? '').slice(prefix.length).split('?')[0] ?? ''
      const method = request.method ?? ''
      const name = path.toLowerCase()
      const handlers = Object.hasOwn(plain, name) ? plain[name] : undefined
      if (handlers !== undefined) {
        const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined
        if (handler === undefined) return refuseMethod(response, Object.keys(handlers).join(', '))
        refuseForeignOrigin(request, runtime.settings)
        return await handler(request, response)
      }
      await answerCall({ runtime, pace: noPace }, findAllowed(response, method, `/${path}`), request, response)
    },
    async close() {
      traffic.close()
    },
  }

  function findAllowed(response: ServerResponse, method: string, path: string): FoundRoute {
    try {
      return find(method, path)
    } catch (error) {
      if (hasCode(error, 'api.method-not-allowed')) response.setHeader('allow', String(error.details.allow))
      throw error
    }
  }
}

function refuseMethod(response: ServerResponse, allow: string): void {
  answer(response, 405, 'text/plain; charset=utf-8', `Use ${allow}.\n`, { allow })
}

/** Calls without a token have no pace. */
function noPace(): never {
  throw new MandateError('common.internal')
}
