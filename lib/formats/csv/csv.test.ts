import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCsv } from './read.ts'
import { byteOrderMark, csvLine } from './write.ts'

const read = (text: string) => {
  const lines = readCsv(text, { maxLines: 100 })
  return Array.isArray(lines) ? lines.map(({ fields }) => fields) : lines
}

describe('CSV', () => {
  it('reads what it wrote', () => {
    const text = fc.string({ unit: 'binary' }).filter((value) => !/^[=+\-@\t\r]/.test(value) && value.trim() === value)
    const row = fc.array(text, { minLength: 2, maxLength: 5 }).filter((fields) => fields.some((field) => field !== ''))
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), (rows) => {
        const written = byteOrderMark + rows.map(csvLine).join('')
        expect(read(written.replace(/\r\n/g, '\r\n'))).toEqual(rows)
      }),
      { numRuns: 200, examples: [[[['a', 'b"c,d\ne']]]] },
    )
  })

  it.each([
    ['=1+1', "'=1+1\r\n"],
    ['+61 2', "'+61 2\r\n"],
    ['-1', "'-1\r\n"],
    ['@SUM(A1)', "'@SUM(A1)\r\n"],
    ['\tx', "'\tx\r\n"],
    ['=a,"b"', '"\'=a,""b"""\r\n'],
    ["O'Connor", "O'Connor\r\n"],
  ])('lets no spreadsheet run %j', (value, line) => expect(csvLine([value])).toBe(line))

  it.each([
    [
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a;b\r\nc;"d;e"',
      [
        ['a', 'b'],
        ['c', 'd;e'],
      ],
    ],
    [
      'a,b\n\n , \n"",""\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a , "b ""x"""  ,c', [['a', 'b "x"', 'c']]],
    ['"a\nb",c', [['a\nb', 'c']]],
    ['a,', [['a', '']]],
    ['', []],
  ])('reads %j', (text, rows) => expect(read(text)).toEqual(rows))

  it('numbers lines as an editor does', () => {
    const lines = readCsv('a\n\n"x\ny",1\nlast,2', { maxLines: 10 })
    expect(Array.isArray(lines) && lines.map(({ line }) => line)).toEqual([1, 3, 5])
  })

  it.each(['a,"b', 'a,"b"c', `${'x\n'.repeat(101)}`])('says what is wrong with %j', (text) => {
    expect(read(text)).toHaveProperty('problem')
  })
})
