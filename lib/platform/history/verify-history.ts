import type { Store } from '../store/open.ts'
import { chainStart, entryHash, type HistoryDetails } from './entry-hash.ts'

/** Where a chain is broken: the first position that is wrong, and how. */
export type HistoryFault = { abn: string; position: number; problem: 'gap' | 'previous-hash' | 'hash' }
export type HistoryReport = { businesses: number; entries: number; faults: HistoryFault[] }

const batchSize = 1_000

/**
 * Computes every hash of the histories again, of one business or of all, and reports the first fault of each chain.
 * Entries are read in batches, so that a history of any length fits.
 */
export async function verifyHistory(store: Store, abn?: string): Promise<HistoryReport> {
  const report: HistoryReport = { businesses: 0, entries: 0, faults: [] }
  if (abn !== undefined) await verifyChain(store, abn, report)
  else {
    const chains = await store.historyEntry.findMany({
      distinct: ['abn'],
      select: { abn: true },
      orderBy: { abn: 'asc' },
    })
    for (const chain of chains) await verifyChain(store, chain.abn, report)
  }
  return report
}

async function verifyChain(store: Store, abn: string, report: HistoryReport): Promise<void> {
  report.businesses++
  let position = 0
  let previousHash = chainStart
  for (;;) {
    const batch = await store.historyEntry.findMany({
      where: { abn, position: { gt: position } },
      orderBy: { position: 'asc' },
      take: batchSize,
    })
    for (const row of batch) {
      report.entries++
      const expected = position + 1
      const problem =
        row.position !== expected
          ? 'gap'
          : row.previousHash !== previousHash
            ? 'previous-hash'
            : row.hash !== entryHash({ ...row, at: row.at.getTime(), details: row.details as HistoryDetails })
              ? 'hash'
              : undefined
      if (problem !== undefined) {
        report.faults.push({ abn, position: expected, problem })
        return
      }
      position = row.position
      previousHash = row.hash
    }
    if (batch.length < batchSize) return
  }
}
