import type { IncomingMessage, ServerResponse } from 'node:http'
import { hasCode } from '../../core/errors/index.ts'
import { explainTrace } from '../../domain/mas/view-trace.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { answerJson } from '../http/answer.ts'

/** Most likely the trace is being written right now: it is looked for again so often, after so long, ms. */
const tries = 5
const pauseMs = 100

/**
 * `GET traces?id=ID`: what a service checked in one request. Whoever has the id of a sandbox's trace may see it: nobody
 * can guess one, and it holds no key, secret or token.
 */
export async function getTrace(runtime: Runtime, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const id = new URL(request.url ?? '', 'http://localhost').searchParams.get('id') ?? ''
  for (let attempt = 1; ; attempt++) {
    try {
      return answerJson(response, 200, await explainTrace(runtime.store, id.trim().toLowerCase()))
    } catch (error) {
      if (attempt === tries || !hasCode(error, 'common.not-found')) throw error
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
}
