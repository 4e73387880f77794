import { z } from 'zod'
import { hasCode } from '../../../../core/errors/index.ts'
import { explainTrace } from '../../../../domain/mas/view-trace.ts'
import { listTraffic } from '../../../../domain/sandbox/traffic/list-traffic.ts'
import type { Runtime } from '../../../../platform/runtime/runtime.ts'
import { trace, traceSummary } from '../../answers/trace.ts'
import { openRoute, type Route, streamRoute } from '../../route.ts'
import { trafficOf } from './traffic-stream.ts'

/** Most likely a trace that is not there is being written right now: it is looked for again so often, after so long, ms. */
const tries = 5
const pauseMs = 100

const call = traceSummary
  .extend({
    abn: z.string().nullable(),
    injected: z.boolean().describe('A fault on demand met it.'),
    tokenTraceId: z.string().nullable(),
  })
  .meta({ id: 'SandboxCall' })

/** What the services are asked, by whomever. */
export const trafficRoutes: readonly Route[] = [
  openRoute({
    access: 'sandbox',
    method: 'GET',
    path: '/sandbox/traffic',
    id: 'listSandboxTraffic',
    summary: 'List the newest calls of all services',
    input: z.object({}),
    answer: z.object({ calls: z.array(call) }).meta({ id: 'SandboxTraffic' }),
    call: async ({ runtime }) => ({ calls: await listTraffic(runtime) }),
  }),
  streamRoute({
    access: 'sandbox',
    method: 'GET',
    path: '/sandbox/traffic/stream',
    id: 'watchSandboxTraffic',
    summary: 'Watch calls as they happen',
    description: 'Server-sent events of the name "call"; the data of each is one call as the list has it.',
    input: z.object({}),
    media: { types: ['text/event-stream'], about: 'Events, until the connection is closed.' },
    call:
      async ({ runtime }) =>
      (response) =>
        trafficOf(runtime).watch(response),
  }),
  openRoute({
    access: 'sandbox',
    method: 'GET',
    path: '/sandbox/traces/{id}',
    id: 'viewSandboxTrace',
    summary: 'See what a service checked in one request',
    description:
      'The id is in every fault, and in the header mandate-trace of every answer. Whoever has it may see the trace: nobody can guess one, and it holds no key, secret or token.',
    input: z.object({ id: z.string().trim().toLowerCase().max(40) }),
    answer: trace,
    call: ({ runtime }, { id }) => findTrace(runtime, id.trim().toLowerCase()),
  }),
]

async function findTrace({ store }: Runtime, id: string) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await explainTrace(store, id)
    } catch (error) {
      if (attempt === tries || !hasCode(error, 'common.not-found')) throw error
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
}
