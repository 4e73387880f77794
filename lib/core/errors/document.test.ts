import { expect, test } from 'vitest'
import type { ErrorRow } from './define.ts'
import { documentErrors } from './document.ts'
import { type ErrorCode, errorTable } from './index.ts'

const rows = Object.entries(errorTable) as [ErrorCode, ErrorRow][]

test('docs/errors.md is what the table says; `vitest run lib/core/errors -u` writes it', async () => {
  await expect(documentErrors()).toMatchFileSnapshot('../../../docs/errors.md')
})

test('what the token service says can stand in a fault that clients cut apart', () => {
  for (const [code, { title, happened, remedy }] of rows.filter(([name]) =>
    /^(mas|xml|xmldsig|certificate)\./.test(name),
  )) {
    expect([code, `${title}${happened}${remedy}`]).toEqual([code, expect.not.stringMatching(/[[\]]/)])
    expect([code, /[.?!]$/.test(happened) && /[.?!]$/.test(remedy)]).toEqual([code, true])
  }
})

test('every event is one of the known form', () => {
  for (const [code, { event }] of rows) {
    expect([code, event ?? 'E0000']).toEqual([code, expect.stringMatching(/^(E|EBMS:)?\d{4}$/)])
  }
})
