import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')

it.each([
  ['typescript', 'verify-usi.ts'],
  ['python', 'verify_usi.py'],
  ['php', 'verify-usi.php'],
  ['java', 'VerifyUsi.java'],
])('the guide for %s prints the program that is run', (guide, program) => {
  const page = readFileSync(join(root, `docs/guides/${guide}.md`), 'utf8')
  const printed = /\n## The program\n\n```\w+\n([\s\S]*)```\n$/.exec(page)?.[1]
  expect(printed).toBe(readFileSync(join(root, `test/peers/guides/${program}`), 'utf8'))
})
