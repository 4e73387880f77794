import { keepForDocument } from '../../../lib/platform/runtime/page-markup.ts'
import { DataTable, type TableProps } from './data-table.tsx'
import { FinishedTable } from './finished-table.tsx'
import { toMarkup } from './to-markup.ts'

/** The table of a list that may be long: text and links only, carried as finished HTML at a fraction of the cost. */
export function LongTable<Row>(props: TableProps<Row>) {
  const { className, children } = DataTable(props).props
  const html = toMarkup(children)
  const name = keepForDocument(html)
  return <FinishedTable className={className} name={name} html={name === undefined ? html : undefined} />
}
