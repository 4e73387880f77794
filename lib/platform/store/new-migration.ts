import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { systemClock } from '../../core/clock.ts'
import { migrationDiff } from './migrate.ts'

/** `node lib/platform/store/new-migration.ts NAME`: writes the migration that brings the schema's changes. */
const name = process.argv[2]
if (name === undefined || !/^[a-z0-9_]+$/.test(name)) {
  process.stderr.write('usage: node lib/platform/store/new-migration.ts name_in_snake_case\n')
  process.exit(2)
}
const sql = await migrationDiff()
if (sql === '') {
  process.stdout.write('The migrations already equal the schema.\n')
} else {
  const stamp = new Date(systemClock.now()).toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join(import.meta.dirname, '../../../prisma/migrations', `${stamp}_${name}`)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'migration.sql'), sql)
  process.stdout.write(`Wrote ${folder}/migration.sql: read it before you commit it.\n`)
}
