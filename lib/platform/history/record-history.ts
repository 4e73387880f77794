import type { Abn } from '../../core/abn.ts'
import type { Instant } from '../../core/clock.ts'
import { chainStart, entryHash, type HistoryDetails } from '../../formats/history/entry-hash.ts'
import type { Transaction } from '../store/open.ts'

/** The name of the one history that belongs to no business: what operators changed for the whole installation. */
export const deskHistory = 'desk'

export type HistoryFacts = {
  /** Whose history: of a business, or {@link deskHistory}. */
  abn: Abn | string
  /** By the business's clock. */
  at: Instant
  category: 'AUTHORISATION' | 'CREDENTIAL' | 'NOTIFICATION' | 'SOFTWARE'
  /** What was done, as a name: `authorisation-accepted`. */
  act: string
  /** Who did it; `system` for what time did. */
  actor: { id: string; name: string } | 'system'
  /** What it was done to: the record's id, and its name as people know it. */
  subject: { id: string; name: string }
  /** Plain data. Never a code, key or password. Members that are undefined are left out. */
  details?: { [name: string]: unknown }
}

/**
 * Adds an entry to a business's history, in the transaction of what it tells. The lock of the business's row keeps
 * positions without a gap, however many write at once; the entry's hash covers the one before it.
 *
 * A transaction that writes into the histories of two businesses locks both first, with `lockBusinesses`.
 */
export async function recordHistory(tx: Transaction, facts: HistoryFacts): Promise<void> {
  if (facts.abn === deskHistory) await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('mandate/history/desk'))`
  else await tx.$queryRaw`SELECT 1 AS "locked" FROM "Business" WHERE "abn" = ${facts.abn} FOR NO KEY UPDATE`
  const last = await tx.historyEntry.findFirst({
    where: { abn: facts.abn },
    orderBy: { position: 'desc' },
    select: { position: true, hash: true },
  })
  const entry = {
    abn: facts.abn,
    position: (last?.position ?? 0) + 1,
    at: facts.at as number,
    category: facts.category,
    act: facts.act,
    actorId: facts.actor === 'system' ? null : facts.actor.id,
    actorName: facts.actor === 'system' ? 'Mandate' : facts.actor.name,
    subjectId: facts.subject.id,
    subjectName: facts.subject.name,
    details: JSON.parse(JSON.stringify(facts.details ?? {})) as HistoryDetails,
    previousHash: last?.hash ?? chainStart,
  }
  await tx.historyEntry.create({ data: { ...entry, at: new Date(entry.at), hash: entryHash(entry) } })
}
