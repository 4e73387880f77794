import { instant, manualClock } from '../../lib/core/clock.ts'
import { type Random, systemRandom } from '../../lib/core/random.ts'
import { masterKeySealer } from '../../lib/platform/keys/sealer.ts'
import { silentLog } from '../../lib/platform/log/log.ts'
import { createGate } from '../../lib/platform/runtime/gate.ts'
import type { Runtime } from '../../lib/platform/runtime/runtime.ts'
import { localSignals } from '../../lib/platform/runtime/signals.ts'
import { readSettings } from '../../lib/platform/settings/settings.ts'
import type { OpenedStore } from '../../lib/platform/store/open.ts'
import { openTestStore, type StoreKind } from './stores.ts'

/** A Runtime for tests: a fresh database, a clock that stands still until it is moved, everything else real. */
export type TestRuntime = Runtime & {
  clock: ReturnType<typeof manualClock>
  close(): Promise<void>
  opened: OpenedStore
}

/** @param start ISO time of the clock, 2026-03-02T01:00:00Z where not given (a Monday noon in Sydney) */
export async function createTestRuntime(
  kind: StoreKind,
  { start = '2026-03-02T01:00:00Z', random = systemRandom }: { start?: string; random?: Random } = {},
): Promise<TestRuntime> {
  const opened = await openTestStore(kind)
  return {
    settings: readSettings({}),
    store: opened.store,
    clock: manualClock(instant(start)),
    random,
    sealer: masterKeySealer(new Uint8Array(32).fill(7), random),
    log: silentLog,
    gate: createGate(),
    signals: localSignals((error) => {
      throw error
    }),
    opened,
    close: () => opened.close(),
  }
}
