import { MandateError } from '../../core/errors/index.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { limits } from '../../policy/limits.ts'
import { answer } from '../http/answer.ts'
import { plainPageHeaders, stylesheet } from '../http/plain-page.ts'
import type { Service } from '../http/service.ts'
import { answerCall } from './call/answer-call.ts'
import { createPace } from './call/pace.ts'
import { writeDocument } from './document/write-document.ts'
import { routeFinder } from './find-route.ts'
import { referencePage } from './reference/reference-page.ts'
import type { Area } from './route.ts'
import { closeTraffic } from './routes/sandbox/traffic-stream.ts'
import { areas } from './table.ts'

const prefix = '/api/v1/'
const json = 'application/json; charset=utf-8'

/** The JSON API, its OpenAPI document and its reference page. What simulates something exists in the sandbox only. */
export async function createApiService(
  runtime: Runtime,
  { callsAMinute = limits.apiCallsAMinute }: { callsAMinute?: number } = {},
): Promise<Service> {
  const { settings, clock } = runtime
  const here = areas.map((area) => ({ ...area, routes: area.routes.filter(isHere) })).filter(hasRoutes)
  const find = routeFinder(here.flatMap(({ routes }) => routes))
  const pace = createPace(clock, callsAMinute)
  const openApi = writeDocument(here, settings)
  const document = JSON.stringify(openApi, null, 2)
  const style = stylesheet(new URL('./reference/style.css', import.meta.url), prefix)
  const page = referencePage(openApi, style.path)

  return {
    name: 'portal',
    prefixes: [prefix],
    async handle(request, response) {
      const path = (request.url ?? '').split('?')[0] as string
      const below = `/${path.slice(prefix.length)}`
      if (request.method === 'GET') {
        if (below === '/' || path === prefix.slice(0, -1)) {
          return answer(response, 200, 'text/html; charset=utf-8', page, plainPageHeaders())
        }
        if (below === '/openapi.json') return answer(response, 200, json, document, { 'cache-control': 'no-cache' })
        if (path === style.path) return style.send(response)
      }
      try {
        await answerCall({ runtime, pace }, find(request.method ?? '', below), request, response)
      } catch (error) {
        if (error instanceof MandateError) {
          if (error.code === 'api.method-not-allowed') response.setHeader('allow', String(error.details.allow))
          const challenge = challenges[error.code]
          if (challenge !== undefined) response.setHeader('www-authenticate', `Bearer realm="mandate"${challenge}`)
        }
        // The dispatcher writes the problem and logs what is no error of ours.
        throw error
      }
    },
    async close() {
      closeTraffic(runtime)
    },
  }

  function isHere({ access }: Area['routes'][number]): boolean {
    return access !== 'sandbox' || settings.mode === 'sandbox'
  }
}

function hasRoutes({ routes }: Area): boolean {
  return routes.length > 0
}

/** RFC 6750 section 3: what the challenge says beside the realm. */
const challenges: Record<string, string | undefined> = {
  'api.no-token': '',
  'api.token-unknown': ', error="invalid_token"',
  'api.token-revoked': ', error="invalid_token"',
  'api.token-expired': ', error="invalid_token"',
  'api.token-without-maker': ', error="invalid_token"',
  'api.right-missing': ', error="insufficient_scope"',
  'api.other-business': ', error="insufficient_scope"',
}
