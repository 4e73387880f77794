import type { Store } from '../../../platform/store/open.ts'

/** Deleted by one statement: few enough that it holds nobody up. */
const batch = 2_000

/**
 * Deletes the traces that are too old, then the oldest ones while there are too many; a few thousand at a time, always
 * from the old end of the index on time, so that it costs the same however many there are.
 *
 * @param limits `pauseMs`: rest between two deletions
 * @returns how many were deleted
 */
export async function forgetTraces(
  store: Store,
  { before, most, pauseMs }: { before: Date; most: number; pauseMs: number },
): Promise<number> {
  const old = await deleteAll(pauseMs, () => deleteOldest(store, batch, before))
  let excess = (await countTraces(store)) - most
  const surplus = await deleteAll(pauseMs, async () => {
    if (excess <= 0) return 0
    const deleted = await deleteOldest(store, Math.min(batch, excess))
    excess -= deleted
    return deleted
  })
  return old + surplus
}

async function deleteAll(pauseMs: number, deleteSome: () => Promise<number>): Promise<number> {
  let total = 0
  for (;;) {
    const deleted = await deleteSome()
    total += deleted
    if (deleted === 0) return total
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}

/** Below this many rows they are counted; above it the database's own estimate will do, and counting would take seconds. */
const mostCounted = 500_000

async function countTraces(store: Store): Promise<number> {
  const [row] = await store.$queryRaw<{ rows: number }[]>`
    SELECT GREATEST(reltuples, 0)::float8 AS "rows" FROM pg_class WHERE oid = '"Trace"'::regclass`
  const estimate = Number(row?.rows ?? 0)
  return estimate > mostCounted ? estimate : await store.trace.count()
}

async function deleteOldest(store: Store, count: number, before?: Date): Promise<number> {
  if (before === undefined) {
    return await store.$executeRaw`
      DELETE FROM "Trace" WHERE "id" IN (SELECT "id" FROM "Trace" ORDER BY "at" LIMIT ${count})`
  }
  return await store.$executeRaw`
    DELETE FROM "Trace" WHERE "id" IN (SELECT "id" FROM "Trace" WHERE "at" < ${before} ORDER BY "at" LIMIT ${count})`
}
