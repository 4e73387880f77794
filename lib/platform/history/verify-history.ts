import type { HistoryDetails } from '../../formats/history/entry-hash.ts'
import { beforeFirst, type ChainFault, verifyChain } from '../../formats/history/verify-chain.ts'
import type { Store } from '../store/open.ts'

/** A broken chain: of which business, the first position that is wrong, and how. */
export type HistoryFault = ChainFault & { abn: string }
export type HistoryReport = { businesses: number; entries: number; faults: HistoryFault[] }

const batchSize = 1_000

/**
 * Computes every hash of the histories again, of one business or of all, and reports the first fault of each chain.
 * Entries are read in batches, so that a history of any length fits. An end that was cut off shows only against an
 * export that somebody kept.
 */
export async function verifyHistory(store: Store, abn?: string): Promise<HistoryReport> {
  const report: HistoryReport = { businesses: 0, entries: 0, faults: [] }
  const chains =
    abn === undefined
      ? await store.historyEntry.findMany({ distinct: ['abn'], select: { abn: true }, orderBy: { abn: 'asc' } })
      : [{ abn }]
  for (const chain of chains) await verifyOne(store, chain.abn, report)
  return report
}

async function verifyOne(store: Store, abn: string, report: HistoryReport): Promise<void> {
  report.businesses++
  let end = beforeFirst
  for (;;) {
    const batch = await store.historyEntry.findMany({
      where: { abn, position: { gt: end.position } },
      orderBy: { position: 'asc' },
      take: batchSize,
    })
    report.entries += batch.length
    const verified = verifyChain(
      batch.map((row) => ({ ...row, at: row.at.getTime(), details: row.details as HistoryDetails })),
      end,
    )
    if ('fault' in verified) {
      report.faults.push({ abn, ...verified.fault })
      return
    }
    end = verified.end
    if (batch.length < batchSize) return
  }
}
