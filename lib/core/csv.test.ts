import { expect, test } from 'vitest'
import { csvLine } from './csv.ts'

test.each([
  [['plain', 1, null, undefined, ''], 'plain,1,,,\r\n'],
  [['with, comma', 'with "quote"', 'two\nlines'], '"with, comma","with ""quote""","two\nlines"\r\n'],
  [['=HYPERLINK("x")', '+1', '-1', '@x', '\tx'], `"'=HYPERLINK(""x"")",'+1,'-1,'@x,'\tx\r\n`],
])('%j', (cells, line) => {
  expect(csvLine(cells)).toBe(line)
})
