import type { ServerResponse } from 'node:http'
import { MandateError } from '../../../../core/errors/index.ts'
import { listTraffic } from '../../../../domain/sandbox/traffic/list-traffic.ts'
import type { Runtime } from '../../../../platform/runtime/runtime.ts'

/** Viewers at one time; each costs a connection. */
const mostViewers = 50
/** Calls that come within this time are told together, ms. */
const gatherMs = 200
/** A line of nothing keeps proxies from closing the connection, ms. */
const heartbeatMs = 15_000

export type TrafficStream = {
  /** Tells each call as it happens, as an event named `call` (WHATWG HTML, server-sent events). */
  watch(response: ServerResponse): void
  close(): void
}

const streams = new WeakMap<Runtime, TrafficStream>()

/** The one stream of a house: however many look on, each call is read once. */
export function trafficOf(runtime: Runtime): TrafficStream {
  const stream = streams.get(runtime) ?? streamTraffic(runtime)
  streams.set(runtime, stream)
  return stream
}

/** Ends the stream of a house that closes. */
export function closeTraffic(runtime: Runtime): void {
  streams.get(runtime)?.close()
  streams.delete(runtime)
}

function streamTraffic(runtime: Runtime): TrafficStream {
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
    watch(response) {
      if (viewers.size >= mostViewers) throw new MandateError('sandbox.too-many-viewers', { count: mostViewers })
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
