import type { Runtime } from '../../../platform/runtime/runtime.ts'
import type { Store, Transaction } from '../../../platform/store/open.ts'
import { requireSandbox } from '../require-sandbox.ts'

/** A snapshot of the made-up world. `createdAt` is ISO text. */
export type Snapshot = {
  name: string
  createdAt: string
  rows: number
  /** False for one of another version of Mandate, whose rows have another shape. */
  isUsable: boolean
}

/** The snapshots, newest first. */
export async function listSnapshots(runtime: Runtime): Promise<Snapshot[]> {
  requireSandbox(runtime)
  const { store } = runtime
  const migration = await newestMigration(store)
  const rows = await store.sandboxSnapshot.findMany({ orderBy: [{ createdAt: 'desc' }, { name: 'asc' }] })
  return rows.map((row) => toSnapshot(row, migration))
}

export function toSnapshot(
  row: { name: string; createdAt: Date; rows: number; migration: string },
  migration: string,
): Snapshot {
  const { name, createdAt, rows } = row
  return { name, createdAt: createdAt.toISOString(), rows, isUsable: row.migration === migration }
}

/** What the shape of the database is known by. */
export async function newestMigration(db: Store | Transaction): Promise<string> {
  const [row] = await db.$queryRaw<{ name: string }[]>`
    SELECT max("migration_name")::text AS "name" FROM "_prisma_migrations" WHERE "finished_at" IS NOT NULL`
  return row?.name ?? ''
}
