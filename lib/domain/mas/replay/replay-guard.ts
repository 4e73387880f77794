import { type Instant, instant } from '../../../core/clock.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import type { Store } from '../../../platform/store/open.ts'
import { batcher } from '../batcher.ts'
import { SeenMessages } from './seen-messages.ts'

/** Lets each message be accepted once. */
export type ReplayGuard = {
  /** True for the first time. Not before the answer is kept, where several processes share a database. */
  acceptOnce(digest: string, until: Instant): boolean | Promise<boolean>
  /** Forgets, in the database, what is too old to matter. */
  forget(): Promise<void>
  /** Waits until everything is kept. */
  close(): Promise<void>
}

type Seen = { digest: string; until: Instant }

/**
 * A replay guard on the database. With a PostgreSQL, which several processes may share, the database decides, for many
 * messages at a time. The embedded database has one process: memory decides, and the database is told afterwards, so
 * that a restart remembers; a killed process can forget what it accepted in its last half second.
 */
export async function createReplayGuard(
  runtime: Pick<Runtime, 'store' | 'clock' | 'settings' | 'log'>,
): Promise<ReplayGuard> {
  const { store, clock, log } = runtime
  const memory = new SeenMessages()
  for (const { digest, expiresAt } of await store.seenMessage.findMany({
    where: { expiresAt: { gt: new Date(clock.now()) } },
  })) {
    memory.note(digest, instant(expiresAt), clock.now())
  }
  const shared = runtime.settings.databaseUrl !== undefined
  const writing = batcher<Seen, boolean>({
    largest: shared ? 500 : 100,
    waitMs: shared ? 0 : 250,
    run: (batch) => insertNew(store, batch),
  })
  const forget = async () => {
    await store.seenMessage.deleteMany({ where: { expiresAt: { lte: new Date(clock.now()) } } })
  }
  return {
    acceptOnce(digest, until) {
      if (!memory.note(digest, until, clock.now())) return false
      const kept = writing.add({ digest, until })
      if (shared) return kept
      kept.catch((error: unknown) => log.error('an accepted message was not written down', error))
      return true
    },
    forget,
    close: () => writing.close(),
  }
}

/** One statement for the whole batch; says for each whether it was new. */
async function insertNew(store: Store, batch: readonly Seen[]): Promise<boolean[]> {
  const rows = JSON.stringify(batch)
  const inserted = await store.$queryRaw<{ digest: string }[]>`
    INSERT INTO "SeenMessage" ("digest", "expiresAt")
    SELECT "digest", to_timestamp("until" / 1000.0)
    FROM jsonb_to_recordset(${rows}::jsonb) AS seen("digest" text, "until" bigint)
    ON CONFLICT ("digest") DO NOTHING
    RETURNING "digest"`
  const fresh = new Set(inserted.map(({ digest }) => digest))
  return batch.map(({ digest }) => fresh.delete(digest))
}
