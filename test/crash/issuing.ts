/**
 * Kills the process that issues credentials, a thousand times on each database where nothing else is said:
 *
 *   node test/crash/issuing.ts [kills] [embedded|postgresql]
 *
 * The last line is JSON; the exit code is 1 where anything was wrong.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTemporaryPostgres } from '../support/postgres.ts'
import { type CrashReport, killIssuing } from './kill-issuing.ts'

const kills = Number(process.argv[2] ?? 1_000)
const kinds = process.argv[3] === undefined ? (['embedded', 'postgresql'] as const) : [process.argv[3] as 'embedded']
const reports: Record<string, CrashReport> = {}

for (const kind of kinds) {
  const folder = mkdtempSync(join(tmpdir(), 'mandate-crash-data-'))
  const postgres = kind === 'embedded' ? undefined : await startTemporaryPostgres()
  const options = { place: postgres?.url ?? folder, kills, random: Math.random }
  reports[kind] = await killIssuing(kind, options, (done) => {
    if (done % 50 === 0) process.stdout.write(`${kind}: ${done} kills\n`)
  })
  await postgres?.stop()
  rmSync(folder, { recursive: true, force: true })
}

process.stdout.write(`${JSON.stringify(reports)}\n`)
process.exitCode = Object.values(reports).some(({ broken }) => broken !== undefined) ? 1 : 0
