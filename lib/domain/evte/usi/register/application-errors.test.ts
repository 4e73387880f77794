import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { usiOrganisations, usiStudents } from '../../../../../prisma/seed/usi.ts'
import { applicationErrors, errorsElement } from './application-errors.ts'

const page = readFileSync(join(import.meta.dirname, '../../../../../docs/usi.md'), 'utf8')

it('documents every error with its words', () => {
  const rows = Object.entries(applicationErrors).map(([code, message]) => `| ${code} | ${message} |`)
  expect(page).toContain(`| --- | --- |\n${rows.join('\n')}\n\n`)
})

it('documents organisations and the students of public clients as they are seeded', () => {
  for (const { code, name } of usiOrganisations) expect(page).toMatch(new RegExp(`\\| ${code} \\|[^|]*\\| ${name}`))
  for (const usi of page.match(/`[A-Z0-9]{10}`/g) ?? []) {
    expect(usiStudents.map((student) => student.usi)).toContain(usi.slice(1, -1))
  }
})

it('writes an error once, and no element without one', () => {
  expect(errorsElement([])).toBeUndefined()
  expect(errorsElement(['E003', 'E003'])?.Error).toHaveLength(1)
})
