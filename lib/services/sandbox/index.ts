import type { IncomingMessage, ServerResponse } from 'node:http'
import { MandateError } from '../../core/errors/index.ts'
import { openAuthority } from '../../platform/authority/open.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { answer, answerJson } from '../http/answer.ts'
import { refuseForeignOrigin } from '../http/foreign-origin.ts'
import type { Service } from '../http/service.ts'
import { getTrace } from './get-trace.ts'
import { sandboxInfo } from './info.ts'
import { postCredential } from './post-credential.ts'

type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/**
 * What only a sandbox offers to programs, as JSON under `/sandbox/api/`: `POST credentials` makes a test credential
 * without a person, `GET traces?id=` explains one request, `GET info` tells addresses, certificates to trust and personas. In production there is nothing here.
 */
export async function createSandboxService(runtime: Runtime): Promise<Service> {
  const isSandbox = runtime.settings.mode === 'sandbox'
  const authority = await openAuthority(runtime)
  const routes: Record<string, Record<string, Route>> = {
    credentials: { POST: (request, response) => postCredential(runtime, request, response) },
    traces: { GET: (request, response) => getTrace(runtime, request, response) },
    info: { GET: async (_request, response) => answerJson(response, 200, await sandboxInfo(runtime, authority)) },
  }

  return {
    name: 'portal',
    prefixes: ['/sandbox/api/'],
    async handle(request, response) {
      const path = (request.url ?? '').slice('/sandbox/api/'.length).split('?')[0]?.toLowerCase() ?? ''
      const methods = isSandbox && Object.hasOwn(routes, path) ? routes[path] : undefined
      if (methods === undefined) throw new MandateError('common.not-found')
      const route = Object.hasOwn(methods, request.method ?? '') ? methods[request.method ?? ''] : undefined
      if (route === undefined) {
        const allow = Object.keys(methods).join(', ')
        return answer(response, 405, 'text/plain; charset=utf-8', `Use ${allow}.\n`, { allow })
      }
      refuseForeignOrigin(request, runtime.settings)
      await route(request, response)
    },
  }
}
