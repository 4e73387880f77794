import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { parseInput } from '../../parse-input.ts'
import { recordAct } from '../acts/record-act.ts'
import { requireSandbox } from '../require-sandbox.ts'
import { newestMigration, type Snapshot, toSnapshot } from './list-snapshots.ts'
import { snapshotName } from './names.ts'
import { replaceWorld } from './replace-world.ts'
import { quoted } from './world-tables.ts'

export const namedSnapshotInput = z.object({ name: snapshotName })
export type NamedSnapshotInput = z.input<typeof namedSnapshotInput>

/**
 * Brings back the made-up world as it was when the snapshot was taken: all of it or nothing. Faults on demand and moved
 * clocks come back as they were then, too.
 *
 * @throws MandateError `sandbox.snapshot-unknown`, `sandbox.snapshot-of-other-version`, `sandbox.world-busy`
 */
export async function restoreSnapshot(runtime: Runtime, input: NamedSnapshotInput): Promise<Snapshot> {
  requireSandbox(runtime)
  const { name } = parseInput(namedSnapshotInput, input)
  const { store } = runtime
  const found = await store.sandboxSnapshot.findUnique({ where: { name } })
  if (found === null) throw new MandateError('sandbox.snapshot-unknown', { name })
  const migration = await newestMigration(store)
  if (found.migration !== migration) throw new MandateError('sandbox.snapshot-of-other-version', { name })
  await replaceWorld(runtime, async (tx, tables) => {
    // Asked again, now that nobody else is here: it may have been deleted meanwhile.
    if ((await tx.sandboxSnapshot.count({ where: { name } })) === 0) {
      throw new MandateError('sandbox.snapshot-unknown', { name })
    }
    for (const table of tables) {
      // OFFSET 0 keeps PostgreSQL from reading the text of a row once for each column.
      await tx.$executeRawUnsafe(
        `INSERT INTO ${quoted(table)} SELECT (r).* FROM (
          SELECT ("text"::${quoted(table)}) AS r
          FROM "SandboxSnapshotPart" p, jsonb_array_elements_text(p."rows") AS "text"
          WHERE p."snapshotName" = $1 AND p."tableName" = $2 ORDER BY p."position" OFFSET 0) rows`,
        name,
        table,
      )
    }
  })
  await recordAct(runtime, { area: 'snapshots', summary: `Snapshot ${name} was restored`, details: { name } })
  return toSnapshot(found, migration)
}
