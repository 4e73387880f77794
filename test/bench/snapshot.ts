/**
 * Snapshot, restore and reset of a sandbox by the clock: of the world that a new sandbox has, and of that with ten
 * thousand mails more. On both databases: the embedded one in a folder, as `npm start` has it, and a PostgreSQL that is
 * started for this. Requests of others would wait so long.
 *
 *   node test/bench/snapshot.ts [rounds, default 9] [mails, default 10000]
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../lib/core/clock.ts'
import { systemRandom } from '../../lib/core/random.ts'
import { resetWorld } from '../../lib/domain/sandbox/snapshots/reset-world.ts'
import { restoreSnapshot } from '../../lib/domain/sandbox/snapshots/restore-snapshot.ts'
import { takeSnapshot } from '../../lib/domain/sandbox/snapshots/take-snapshot.ts'
import { masterKeySealer } from '../../lib/platform/keys/sealer.ts'
import { silentLog } from '../../lib/platform/log/log.ts'
import { createGate } from '../../lib/platform/runtime/gate.ts'
import type { Runtime } from '../../lib/platform/runtime/runtime.ts'
import { localSignals } from '../../lib/platform/runtime/signals.ts'
import { readSettings } from '../../lib/platform/settings/settings.ts'
import { openStore, type StoreLocation } from '../../lib/platform/store/open.ts'
import { seed, seedWorld } from '../../prisma/seed/index.ts'
import { openTestAuthority } from '../support/authority.ts'
import { startTemporaryPostgres } from '../support/postgres.ts'

const rounds = Number(process.argv[2] ?? 9)
const mails = Number(process.argv[3] ?? 10_000)

const folder = await mkdtemp(join(tmpdir(), 'mandate-snapshot-'))
const postgres = await startTemporaryPostgres()
try {
  const embedded = await measure({ folder: join(folder, 'database') })
  const onPostgres = await measure({ url: postgres.url })
  process.stdout.write(`${JSON.stringify({ bench: 'snapshot', rounds, embedded, postgresql: onPostgres })}\n`)
} finally {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}

async function measure(location: StoreLocation) {
  const opened = await openStore(location)
  const runtime: Runtime = {
    settings: readSettings({}),
    store: opened.store,
    clock: systemClock,
    random: systemRandom,
    sealer: masterKeySealer(new Uint8Array(32).fill(7), systemRandom),
    log: silentLog,
    signals: localSignals(() => {}),
    gate: createGate(),
  }
  try {
    await seed(runtime, await openTestAuthority(runtime))
    const seeded = await timesOf(runtime, 'seeded')
    await runtime.store.$executeRawUnsafe(`
      INSERT INTO "Mail" ("id", "dedupeKey", "kind", "recipient", "subject", "text", "html", "status", "nextAttemptAt",
        "createdAt")
      SELECT gen_random_uuid(), 'many/' || n, 'renewal-due', 'person' || n || '@example.com', 'Ends soon',
        repeat('A text, with "quotes", commas (and brackets)' || chr(10), 10), repeat('<p>A \\ backslash</p>', 20),
        'SENT', now(), now() FROM generate_series(1, ${mails}) n`)
    const full = await timesOf(runtime, 'full')
    const reset = await timed(() => resetWorld(runtime, (tx) => seedWorld(tx, runtime)))
    return { seeded, full, resetMilliseconds: Math.round(reset.milliseconds) }
  } finally {
    await opened.close()
  }
}

/** Each as often as rounds are asked for: the middle one and the slowest, and what the processor did for it. */
async function timesOf(runtime: Runtime, name: string) {
  const taken: Time[] = []
  const restored: Time[] = []
  let rows = 0
  for (let round = 0; round < rounds; round++) {
    taken.push(
      await timed(async () => {
        rows = (await takeSnapshot(runtime, { name, replace: true })).rows
      }),
    )
    restored.push(await timed(() => restoreSnapshot(runtime, { name })))
  }
  return { rows, snapshot: figures(taken), restore: figures(restored) }
}

type Time = { milliseconds: number; processor: number }

async function timed(work: () => Promise<unknown>): Promise<Time> {
  const [began, spent] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(spent)
  return { milliseconds: performance.now() - began, processor: (user + system) / 1000 }
}

function figures(times: readonly Time[]) {
  const sorted = (of: keyof Time) => times.map((time) => Math.round(time[of])).sort((a, b) => a - b)
  const [clock, processor] = [sorted('milliseconds'), sorted('processor')]
  const middle = Math.floor(times.length / 2)
  return {
    medianMilliseconds: clock[middle],
    slowestMilliseconds: clock.at(-1),
    processorMilliseconds: processor[middle],
  }
}
