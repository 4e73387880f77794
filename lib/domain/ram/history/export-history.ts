import { z } from 'zod'
import type { HistoryEntry, Prisma } from '../../../platform/store/generated/client.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { type ExportFile, exportFile, exportFormats } from '../acting/export-file.ts'
import { enterBusiness } from '../acting/scene.ts'
import { historyWhere, listHistoryInput, toHistoryRow } from './list-history.ts'

export const exportHistoryInput = z.object({
  ...listHistoryInput.pick({ abn: true, category: true, from: true, to: true, actionedBy: true, search: true }).shape,
  format: z.enum(exportFormats, { error: 'Choose CSV or JSON.' }),
})
export type ExportHistoryInput = z.input<typeof exportHistoryInput>

/**
 * The history of a business as a file, oldest first, with the filter of the list and without a limit. JSON has
 * everything that the hashes cover, so that anybody can verify an unfiltered export.
 */
export async function exportHistory(context: UseCaseContext, input: ExportHistoryInput): Promise<ExportFile> {
  const query = parseInput(exportHistoryInput, input)
  const scene = await enterBusiness(context, query.abn)
  scene.permit('view-history')
  const content = { name: 'history', batches: batches(context, historyWhere(query)), columns, toJson }
  return await exportFile(context, scene, content, query.format)
}

const batchSize = 500

const columns: readonly (readonly [string, (entry: HistoryEntry) => string | number])[] = [
  ['Position', (entry) => entry.position],
  ['At', (entry) => entry.at.toISOString()],
  ['Category', (entry) => entry.category.toLowerCase()],
  ['Act', (entry) => toHistoryRow(entry).actLabel],
  ['Actioned by', (entry) => entry.actorName],
  ['Subject', (entry) => entry.subjectName],
  ['Details', (entry) => toHistoryRow(entry).details.join('; ')],
]

function toJson({ id: _, at, subjectText: _subject, actorText: _actor, ...entry }: HistoryEntry) {
  return { ...entry, at: at.getTime() }
}

async function* batches(
  { runtime }: UseCaseContext,
  where: Prisma.HistoryEntryWhereInput,
): AsyncGenerator<HistoryEntry[]> {
  let after = 0
  for (;;) {
    const rows = await runtime.store.historyEntry.findMany({
      where: { AND: [where, { position: { gt: after } }] },
      orderBy: { position: 'asc' },
      take: batchSize,
    })
    yield rows
    if (rows.length < batchSize) return
    after = rows.at(-1)?.position ?? after
  }
}
