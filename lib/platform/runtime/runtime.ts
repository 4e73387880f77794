import type { Clock } from '../../core/clock.ts'
import type { Random } from '../../core/random.ts'
import type { Sealer } from '../keys/sealer.ts'
import type { Log } from '../log/log.ts'
import type { Settings } from '../settings/settings.ts'
import type { Store } from '../store/open.ts'
import type { Gate } from './gate.ts'
import type { Signals } from './signals.ts'

/**
 * Everything with state, built once by the composition root. Pages and services are two module graphs in one process,
 * so it is handed over under one global symbol; nothing else is global.
 */
export type Runtime = {
  settings: Settings
  store: Store
  clock: Clock
  random: Random
  sealer: Sealer
  log: Log
  signals: Signals
  gate: Gate
}

const place = Symbol.for('mandate.runtime')

/** Hands the Runtime to the pages. Only server.ts calls this. */
export function publishRuntime(runtime: Runtime): void {
  ;(globalThis as { [place]?: Runtime })[place] = runtime
}

/** The Runtime of this process. Call it inside a request, never while a module loads: a build has none. */
export function theRuntime(): Runtime {
  const runtime = (globalThis as { [place]?: Runtime })[place]
  if (runtime === undefined) throw new Error('The Runtime is not published: pages are served by server.ts only.')
  return runtime
}
