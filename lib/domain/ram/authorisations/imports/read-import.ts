import { parseDay } from '../../../../core/calendar-day.ts'
import { MandateError } from '../../../../core/errors/index.ts'
import { readCsv } from '../../../../formats/csv/read.ts'
import { latestEnd } from '../../../../policy/authorisations/dates.ts'
import { limits } from '../../../../policy/limits.ts'
import type { Agency } from '../catalogue/read-catalogue.ts'
import type { DraftInput } from '../draft/authorisation-input.ts'

/** One line of an import: the wizard's form as the file fills it, not judged yet. */
export type ImportLine = { line: number; draft: DraftInput }

/** The columns of the template; the first three must be there. */
export const importColumns = [
  'given names',
  'family name',
  'email',
  'type',
  'authorisation administrator',
  'machine credential administrator',
  'start date',
  'end date',
  'agencies',
] as const
type ImportColumn = (typeof importColumns)[number]

/** A file to start from: the heading line and two examples. */
export const importTemplate = `${importColumns.join(',')}\r
Marcus,Webb,marcus@example.com,standard,no,yes,,,ato;osir\r
Tom,Baker,tom@example.com,basic,,,,,sa-gov\r
`

/**
 * Reads a CSV file of new users. Agencies are ids of the catalogue separated by semicolons, or `all`; an empty start
 * date is today, and an empty end date of a Basic user the latest that is allowed.
 *
 * @throws MandateError `ram.file-unreadable` with what is wrong with the file as a whole
 */
export function readImport(
  csv: string,
  { abn, today, catalogue }: { abn: string; today: string; catalogue: readonly Agency[] },
): ImportLine[] {
  const lines = readCsv(csv, { maxLines: limits.importRows + 1 })
  if (!Array.isArray(lines)) throw new MandateError('ram.file-unreadable', { problem: lines.problem })
  const [heading, ...rest] = lines
  if (heading === undefined) throw new MandateError('ram.file-unreadable', { problem: 'it is empty' })
  const columns = heading.fields.map((field) => field.trim().toLowerCase())
  const unknown = columns.filter((column) => column !== '' && !importColumns.includes(column as ImportColumn))
  if (unknown.length > 0) {
    throw new MandateError('ram.file-unreadable', { problem: `it has an unknown column "${unknown[0]?.slice(0, 40)}"` })
  }
  const missing = importColumns.slice(0, 3).filter((column) => !columns.includes(column))
  if (missing.length > 0)
    throw new MandateError('ram.file-unreadable', { problem: `the column "${missing[0]}" is missing` })
  if (rest.length === 0) throw new MandateError('ram.file-unreadable', { problem: 'it has no line but the heading' })
  return rest.map(({ line, fields }) => {
    const value = (column: ImportColumn) => fields[columns.indexOf(column)]?.trim() ?? ''
    return { line, draft: toDraft(value, { abn, today, catalogue }) }
  })
}

function toDraft(
  value: (column: ImportColumn) => string,
  { abn, today, catalogue }: { abn: string; today: string; catalogue: readonly Agency[] },
): DraftInput {
  const type = /^(basic|basic user)$/i.test(value('type'))
    ? 'BASIC'
    : /^(|standard|standard user)$/i.test(value('type'))
      ? 'STANDARD'
      : value('type')
  const startDate = value('start date') || today
  const flag = (column: ImportColumn) => (type === 'BASIC' && value(column) === '' ? undefined : yesOrNo(value(column)))
  return {
    abn,
    representativeType: type as 'STANDARD',
    givenNames: value('given names'),
    familyName: value('family name'),
    email: value('email'),
    isAdministrator: flag('authorisation administrator'),
    isMachineCredentialAdministrator: flag('machine credential administrator'),
    startDate,
    endDate: value('end date') || latestOf(type, startDate),
    access: agencies(value('agencies'), type, catalogue),
  }
}

/** Where the type needs an end and the file names none: the latest that is allowed. */
function latestOf(type: string, startDate: string): string {
  const start = parseDay(startDate)
  return type === 'BASIC' && start !== undefined ? (latestEnd('BASIC', start) ?? '') : ''
}

/** `yes`, `y`, `true` or `x` is yes; nothing or their opposites is no; the rest is left for the schema to refuse. */
function yesOrNo(text: string): 'yes' | 'no' {
  if (/^(yes|y|true|x)$/i.test(text)) return 'yes'
  return /^(|no|n|false)$/i.test(text) ? 'no' : (text as 'no')
}

function agencies(text: string, type: string, catalogue: readonly Agency[]): DraftInput['access'] {
  if (/^all$/i.test(text)) {
    const usable = type === 'BASIC' ? catalogue.filter(hasBasicService) : catalogue
    return usable.map(({ id }) => ({ agencyId: id, level: 'FULL' }))
  }
  const ids = text
    .split(/[;|\s]+/)
    .map((id) => id.trim().toLowerCase())
    .filter((id) => id !== '')
  return [...new Set(ids)].map((id) => ({ agencyId: id, level: 'FULL' }))
}

function hasBasicService({ services }: Agency): boolean {
  return services.some(({ minimumStrength }) => minimumStrength === 'BASIC')
}
