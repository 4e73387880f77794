import type { Runtime } from '../../platform/runtime/runtime.ts'
import { answer, answerJson } from '../http/answer.ts'
import type { Service } from '../http/service.ts'

/**
 * `/healthz`: the process answers. `/readyz`: it can do its work (the database answers). `/metrics`: figures for an
 * operator's monitoring, in the text format of Prometheus.
 */
export function createHealthService(runtime: Runtime, startedAt: number): Service {
  return {
    name: 'portal',
    prefixes: ['/healthz/', '/readyz/', '/metrics/'],
    async handle(request, response) {
      const path = (request.url ?? '').toLowerCase()
      if (path.startsWith('/healthz')) return answerJson(response, 200, { status: 'ok' })
      if (path.startsWith('/metrics')) return answer(response, 200, 'text/plain; version=0.0.4', metrics())
      const ready = await runtime.store.$queryRaw`SELECT 1`.then(
        () => true,
        () => false,
      )
      answerJson(response, ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', mode: runtime.settings.mode })
    },
  }

  function metrics(): string {
    const memory = process.memoryUsage()
    const lines = {
      mandate_uptime_seconds: Math.round((runtime.clock.now() - startedAt) / 1000),
      process_resident_memory_bytes: memory.rss,
      nodejs_heap_used_bytes: memory.heapUsed,
    }
    return `${Object.entries(lines)
      .map(([name, value]) => `# TYPE ${name} gauge\n${name} ${value}`)
      .join('\n')}\n`
  }
}
