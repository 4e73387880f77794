/** A cell of a table: text, number, or nothing. */
export type CsvCell = string | number | null | undefined

/**
 * One line of a CSV file (RFC 4180) with its line end. Text that a spreadsheet would run as a formula gets an
 * apostrophe before it.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`
}

function cellText(cell: CsvCell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return String(cell)
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
