import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openTestStore } from '../support/stores.ts'
import { killIssuing } from './kill-issuing.ts'

// A slice of what `node test/crash/issuing.ts` runs a thousand times.
const kills = 6

test('embedded: killed at any moment, no certificate exists that the database does not know', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mandate-crash-data-'))
  try {
    const report = await killIssuing('embedded', { place: folder, kills, random: Math.random })
    expect(report).toMatchObject({ kills, broken: undefined })
    expect(report.signed).toBeGreaterThan(0)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 120_000)

test('PostgreSQL: the same with several at once', async () => {
  const { url = '', close } = await openTestStore('postgresql')
  await close()
  const report = await killIssuing('postgresql', { place: url, kills, random: Math.random })
  expect(report).toMatchObject({ kills, broken: undefined })
  expect(report.signed).toBeGreaterThan(0)
}, 120_000)
