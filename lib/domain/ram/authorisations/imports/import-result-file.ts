import { byteOrderMark, csvLine } from '../../../../formats/csv/write.ts'
import type { ExportFile } from '../../acting/export-file.ts'
import type { ImportAuthorisationsResult } from './import-authorisations.ts'
import { importTemplate } from './read-import.ts'

/** What became of each line of an import, in the order of the file. */
export function importResultFile(abn: string, { sent, failed }: ImportAuthorisationsResult): ExportFile {
  const rows = [
    ...sent.map(({ line, fullName, email }) => [line, fullName, email, 'request sent', ''] as const),
    ...failed.map(
      ({ line, fullName, problems }) => [line, fullName, '', 'not sent', Object.values(problems).join(' ')] as const,
    ),
  ].sort(([one], [other]) => one - other)
  return csvFile(`import-result-${abn}.csv`, [['line', 'name', 'email', 'result', 'reason'], ...rows].map(csvLine))
}

/** A file of new users to start from. */
export function importTemplateFile(): ExportFile {
  return csvFile('new-users.csv', [importTemplate])
}

function csvFile(fileName: string, lines: readonly string[]): ExportFile {
  async function* chunks() {
    yield byteOrderMark + lines.join('')
  }
  return { fileName, mediaType: 'text/csv; charset=utf-8', chunks: chunks() }
}
