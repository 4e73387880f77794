import { accessSync, constants, mkdirSync } from 'node:fs'
import { systemClock } from '../../core/clock.ts'
import { MandateError } from '../../core/errors/index.ts'
import { systemRandom } from '../../core/random.ts'
import { loadMasterKey } from '../../platform/keys/master-key.ts'
import { masterKeySealer } from '../../platform/keys/sealer.ts'
import { type Log, lineLog } from '../../platform/log/log.ts'
import { createGate } from '../../platform/runtime/gate.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { sharedSignals } from '../../platform/runtime/shared-signals.ts'
import { localSignals } from '../../platform/runtime/signals.ts'
import type { Settings } from '../../platform/settings/settings.ts'
import { lockDataFolder } from '../../platform/store/lock.ts'
import { type OpenedStore, openStore } from '../../platform/store/open.ts'

export type BuiltRuntime = {
  runtime: Runtime
  /** A way for another thread to the embedded database, where that is used. */
  connect: OpenedStore['connect']
  close(): Promise<void>
}

/**
 * The Runtime of this process: the only place that takes the machine's clock and randomness.
 *
 * @throws MandateError `start.data-folder-unwritable`, `start.data-folder-in-use`, `start.database-unreachable`
 */
export async function buildRuntime(settings: Settings): Promise<BuiltRuntime> {
  const log = lineLog(process.stderr)
  prepareFolder(settings.dataFolder)
  const unlock = settings.databaseUrl === undefined ? lockDataFolder(settings.dataFolder) : () => {}
  const opened = await openDatabase(settings).catch((error: unknown) => {
    unlock()
    throw error
  })
  const local = localSignals((error) => log.error('a listener failed', error))
  const shared =
    settings.databaseUrl === undefined
      ? undefined
      : await sharedSignals(local, {
          url: settings.databaseUrl,
          random: systemRandom,
          onError: (error) => log.warn('signals of other processes are not heard', { reason: reasonOf(error) }),
        })
  const runtime = await runtimeOn(settings, { store: opened.store, signals: shared ?? local, log })
  return {
    runtime,
    connect: opened.connect,
    close: async () => {
      await shared?.close()
      await opened.close()
      unlock()
    },
  }
}

/** The Runtime of one thread on a database that is open: machine's clock, randomness and log, a gate of its own. */
export async function runtimeOn(
  settings: Settings,
  { store, signals, log = lineLog(process.stderr) }: Pick<Runtime, 'store' | 'signals'> & { log?: Log },
): Promise<Runtime> {
  return {
    settings,
    store,
    clock: systemClock,
    random: systemRandom,
    sealer: masterKeySealer(await loadMasterKey(settings, systemRandom), systemRandom),
    log,
    gate: createGate(),
    signals,
  }
}

function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.W_OK | constants.X_OK)
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown'
    throw new MandateError('start.data-folder-unwritable', { folder, reason }, { cause: error })
  }
}

async function openDatabase(settings: Settings): Promise<OpenedStore> {
  if (settings.databaseUrl === undefined) return await openStore({ folder: settings.dataFolder })
  return await openStore({ url: settings.databaseUrl }).catch((error: unknown) => {
    throw new MandateError('start.database-unreachable', { reason: reasonOf(error) }, { cause: error })
  })
}

/** The driver's message may repeat the address with its password: only its first lines without the address are told. */
function reasonOf(error: unknown): string {
  return String((error as Error).message ?? error)
    .replace(/postgres(ql)?:\/\/\S+/g, '(address)')
    .split('\n')
    .slice(0, 2)
    .join(' ')
    .slice(0, 200)
}
