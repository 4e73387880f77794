import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import type { Transaction } from '../../../platform/store/open.ts'
import { parseInput } from '../../parse-input.ts'
import { recordAct } from '../acts/record-act.ts'
import { requireSandbox } from '../require-sandbox.ts'
import { newestMigration, type Snapshot, toSnapshot } from './list-snapshots.ts'
import { snapshotName } from './names.ts'
import { alone } from './replace-world.ts'
import { quoted } from './world-tables.ts'

export const takeSnapshotInput = z.object({
  name: snapshotName,
  replace: z.coerce.boolean().optional().describe('Replace the snapshot of this name, where there is one.'),
})
export type TakeSnapshotInput = z.input<typeof takeSnapshotInput>

/** Rows in one part, and snapshots that a sandbox keeps. */
const partSize = 2_000
export const mostSnapshots = 50

/**
 * Keeps the made-up world as it is now, under a name. Keys, sign-ins and traces are no part of it.
 *
 * @throws MandateError `sandbox.snapshot-exists`, `sandbox.too-many-snapshots`, `sandbox.world-busy`
 */
export async function takeSnapshot(runtime: Runtime, input: TakeSnapshotInput): Promise<Snapshot> {
  requireSandbox(runtime)
  const { name, replace } = parseInput(takeSnapshotInput, input)
  const { clock } = runtime
  const row = await alone(runtime, async (tx, tables) => {
    if (replace) await tx.sandboxSnapshot.deleteMany({ where: { name } })
    if ((await tx.sandboxSnapshot.findUnique({ where: { name } })) !== null) {
      throw new MandateError('sandbox.snapshot-exists', { name })
    }
    if ((await tx.sandboxSnapshot.count()) >= mostSnapshots) {
      throw new MandateError('sandbox.too-many-snapshots', { most: mostSnapshots })
    }
    const migration = await newestMigration(tx)
    await tx.sandboxSnapshot.create({ data: { name, createdAt: new Date(clock.now()), migration, rows: 0 } })
    const rows = await copyWorld(tx, name, tables)
    return await tx.sandboxSnapshot.update({ where: { name }, data: { rows } })
  })
  await recordAct(runtime, { area: 'snapshots', summary: `Snapshot ${name} was taken`, details: { name } })
  return toSnapshot(row, row.migration)
}

/** Rows as PostgreSQL's own text of them, which gives back exactly what was there. @returns how many rows */
async function copyWorld(tx: Transaction, name: string, tables: readonly string[]): Promise<number> {
  let rows = 0
  for (const [at, table] of tables.entries()) {
    const [copied] = await tx.$queryRawUnsafe<{ rows: number }[]>(
      `WITH parts AS (
        INSERT INTO "SandboxSnapshotPart" ("snapshotName", "position", "tableName", "rows")
        SELECT $1, ${at * 100_000} + "number" / ${partSize}, $2, jsonb_agg("row" ORDER BY "number")
        FROM (SELECT t::text AS "row", (row_number() OVER ())::int - 1 AS "number" FROM ${quoted(table)} t) numbered
        GROUP BY "number" / ${partSize}
        RETURNING jsonb_array_length("rows") AS "count")
      SELECT COALESCE(sum("count"), 0)::int AS "rows" FROM parts`,
      name,
      table,
    )
    rows += copied?.rows ?? 0
  }
  return rows
}
