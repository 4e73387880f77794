import type { ErrorRow } from './define.ts'
import { type ErrorCode, errorTable } from './index.ts'

/** Events of areas whose rows have none of their own; Mandate's own numbers. */
const eventOfArea: Readonly<Record<string, string>> = { xml: 'E9000', xmldsig: 'E9007', xmlenc: 'E9008', der: 'E2029' }

/** The event code that a client of the token service is told for an error. */
export function eventOf(code: ErrorCode): string {
  const row: ErrorRow = errorTable[code]
  return row.event ?? eventOfArea[code.slice(0, code.indexOf('.'))] ?? 'E1001'
}
