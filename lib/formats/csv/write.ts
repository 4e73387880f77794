/**
 * One line of CSV (RFC 4180), with CRLF. Text that a spreadsheet would take for a formula gets an apostrophe in front,
 * so that a name can't run anything.
 */
export function csvLine(fields: readonly (string | number | boolean | null | undefined)[]): string {
  return `${fields.map(field).join(',')}\r\n`
}

/** What the file starts with, so that spreadsheets read it as UTF-8. */
export const byteOrderMark = '\uFEFF'

function field(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'string') return String(value)
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replace(/"/g, '""')}"` : harmless
}
