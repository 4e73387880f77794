// biome-ignore-all lint/a11y/noRedundantRoles: a table that is shown as cards loses its roles without them

import type { ReactNode } from 'react'
import { Link } from '../link.tsx'
import styles from './table.module.css'

/** A column: its heading, what a row shows there, and under which key it can be sorted. */
export type Column<Row> = {
  heading: string
  cell(row: Row): ReactNode
  sortKey?: string
  /** The cell that names the row. */
  isName?: boolean
}

/** How a list is sorted now, and the address that sorts it otherwise. */
export type Sorting = { key: string; direction: 'asc' | 'desc'; href(key: string, direction: 'asc' | 'desc'): string }

export type TableProps<Row> = {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf(row: Row): string
  sorting?: Sorting
}

/**
 * A table as plain HTML. On a phone each row becomes a card in which every value has its heading; the roles keep it a
 * table for screen readers.
 */
export function DataTable<Row>({ caption, columns, rows, keyOf, sorting }: TableProps<Row>) {
  return (
    <table className={styles.table} role="table">
      <caption>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <Heading key={column.heading} column={column} sorting={sorting} />
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row">
            {columns.map((column) =>
              column.isName ? (
                <th key={column.heading} role="rowheader" scope="row" data-label={column.heading}>
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.heading} role="cell" data-label={column.heading}>
                  {column.cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Heading<Row>({ column, sorting }: { column: Column<Row>; sorting: Sorting | undefined }) {
  const { heading, sortKey } = column
  if (sorting === undefined || sortKey === undefined) {
    return (
      <th role="columnheader" scope="col">
        {heading}
      </th>
    )
  }
  const isSorted = sorting.key === sortKey
  const next = isSorted && sorting.direction === 'asc' ? 'desc' : 'asc'
  const direction = sorting.direction === 'asc' ? 'ascending' : 'descending'
  return (
    <th role="columnheader" scope="col" aria-sort={isSorted ? direction : 'none'}>
      <Link href={sorting.href(sortKey, next)}>
        {heading}
        <span aria-hidden="true">{isSorted ? (sorting.direction === 'asc' ? ' \u25b2' : ' \u25bc') : ' \u21c5'}</span>
      </Link>
    </th>
  )
}
