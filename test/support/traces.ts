import { systemRandom } from '../../lib/core/random.ts'
import { newTraceId } from '../../lib/domain/mas/trace/trace-id.ts'
import { createTraceKeeper, toKept } from '../../lib/domain/mas/trace/trace-keeper.ts'
import type { Runtime } from '../../lib/platform/runtime/runtime.ts'

/** Keeps the trace of a refused request of a business. @returns its id */
export async function keepTrace(runtime: Runtime, { abn }: { abn: string }): Promise<string> {
  const id = newTraceId(systemRandom)
  const keeper = createTraceKeeper(runtime)
  keeper.keep(
    toKept({
      id,
      at: runtime.clock.now(),
      service: 'S007v1.3',
      outcome: 'REFUSED',
      errorCode: 'mas.replayed',
      event: 'E9020',
      abn,
      durationMicros: 1234,
      steps: [
        { name: 'replay', outcome: 'refused', sentence: 'It was used.', facts: { until: 'x' }, change: 'Sign anew.' },
      ],
    }),
  )
  await keeper.close()
  return id
}
