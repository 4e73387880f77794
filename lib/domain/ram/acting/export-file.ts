import { byteOrderMark, csvLine } from '../../../formats/csv/write.ts'
import { recordHistory } from '../../../platform/history/record-history.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'
import type { UseCaseContext } from '../../context.ts'
import { actorOf, type Scene } from './scene.ts'

export const exportFormats = ['csv', 'json'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** A file that is made while it is sent, however long it gets. */
export type ExportFile = { fileName: string; mediaType: string; chunks: AsyncIterable<string> }

/** Rows of an export, in batches, and how each is written. */
export type ExportContent<Row> = {
  /** `authorisations`, for the file's name and the history. */
  name: string
  batches: AsyncIterable<readonly Row[]>
  columns: readonly (readonly [heading: string, value: (row: Row) => string | number | boolean | null])[]
  toJson(row: Row): unknown
}

/** Writes down that somebody exports, and gives the file: CSV with a heading line, or one JSON array. */
export async function exportFile<Row>(
  { runtime, actor }: UseCaseContext,
  { business, today, now }: Scene,
  content: ExportContent<Row>,
  format: ExportFormat,
): Promise<ExportFile> {
  const { abn, name } = business
  await inTransaction(runtime.store, (tx) =>
    recordHistory(tx, {
      abn,
      at: now,
      category: 'AUTHORISATION',
      act: `${content.name}-exported`,
      actor: actorOf(actor),
      subject: { id: abn, name },
      details: { format },
    }),
  )
  return {
    fileName: `${content.name}-${abn}-${today}.${format}`,
    mediaType: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json',
    chunks: format === 'csv' ? csv(content) : json(content),
  }
}

async function* csv<Row>({ columns, batches }: ExportContent<Row>): AsyncGenerator<string> {
  yield byteOrderMark + csvLine(columns.map(([heading]) => heading))
  for await (const rows of batches) {
    yield rows.map((row) => csvLine(columns.map(([, value]) => value(row)))).join('')
  }
}

async function* json<Row>({ batches, toJson }: ExportContent<Row>): AsyncGenerator<string> {
  let first = true
  yield '['
  for await (const rows of batches) {
    const texts = rows.map((row) => JSON.stringify(toJson(row)))
    if (texts.length === 0) continue
    yield `${first ? '\n' : ',\n'}${texts.join(',\n')}`
    first = false
  }
  yield '\n]\n'
}
