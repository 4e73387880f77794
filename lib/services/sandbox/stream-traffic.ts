import type { IncomingMessage, ServerResponse } from 'node:http'
import { listTraffic } from '../../domain/sandbox/traffic/list-traffic.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { answerJson } from '../http/answer.ts'

/** Viewers at one time; each costs a connection and a few queries a second. */
const mostViewers = 50
/** Calls that come within this time are told together, ms. */
const gatherMs = 200
/** A line of nothing keeps proxies from closing the connection, ms. */
const heartbeatMs = 15_000

export type TrafficStream = {
  /** The newest calls as JSON; with `accept: text/event-stream`, each call as it happens, as an event named `call`. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  close(): void
}

/** Tells who looks on what the services are asked, as it happens (WHATWG HTML, server-sent events). */
export function streamTraffic(runtime: Runtime): TrafficStream {
  const viewers = new Set<ServerResponse>()
  const waiting: string[] = []
  let timer: NodeJS.Timeout | undefined

  const tell = async () => {
    timer = undefined
    const ids = waiting.splice(0, waiting.length).slice(-100)
    const calls = await listTraffic(runtime, { ids, most: 100 })
    for (const call of calls.reverse()) {
      for (const viewer of viewers) viewer.write(`event: call\nid: ${call.id}\ndata: ${JSON.stringify(call)}\n\n`)
    }
  }
  const stop = runtime.signals.on('trace-written', ({ traceId }) => {
    if (viewers.size === 0) return
    waiting.push(traceId)
    timer ??= setTimeout(
      () => tell().catch((error: unknown) => runtime.log.error('traffic was not told', error)),
      gatherMs,
    )
  })
  const heart = setInterval(() => {
    for (const viewer of viewers) viewer.write(':\n\n')
  }, heartbeatMs).unref()

  return {
    async handle(request, response) {
      const wantsStream = (request.headers.accept ?? '').includes('text/event-stream')
      if (!wantsStream) return answerJson(response, 200, { calls: await listTraffic(runtime) })
      if (viewers.size >= mostViewers) {
        response.writeHead(503, { 'retry-after': '30' }).end()
        return
      }
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-accel-buffering': 'no',
      })
      response.write('retry: 2000\n\n')
      viewers.add(response)
      response.on('close', () => viewers.delete(response))
    },
    close() {
      stop()
      clearTimeout(timer)
      clearInterval(heart)
      for (const viewer of viewers) viewer.end()
    },
  }
}
