import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { utf8 } from '../../../core/bytes.ts'
import { readRecords } from './read-records.ts'
import type { BulkRecord } from './records.ts'
import { writeRecords } from './write-records.ts'

const parent = '<Record_Delimiter DocumentID="1.1" DocumentType="PARENT" DocumentName="PAYEVNT" RelatedDocumentID=""/>'
const child = (id = '1.2', related = '1.1') =>
  `<Record_Delimiter DocumentID="${id}" DocumentName="PAYEVNTEMP" DocumentType="CHILD" RelatedDocumentID="${related}"/>`
const read = (text: string) => readRecords(utf8(text))

describe('a bulk attachment', () => {
  it('is read as known clients write it: either order of attributes, with and without line ends', () => {
    const records = read(
      `<?xml version="1.0" encoding="UTF-8"?>\n${parent}\n<P/>\n${child()}<C n="1"/>${child('1.3')}\n <C n="2"/>\n`,
    )
    expect(records.map(({ id, type, relatedId, content }) => [id, type, relatedId, content])).toEqual([
      ['1.1', 'PARENT', '', '<P/>'],
      ['1.2', 'CHILD', '1.1', '<C n="1"/>'],
      ['1.3', 'CHILD', '1.1', '<C n="2"/>'],
    ])
  })

  it('may hold several parents', () => {
    const second = parent.replace('1.1', '2.1')
    expect(read(`${parent}<P/>${child()}<C/>${second}<P/>${child('2.2', '2.1')}<C/>`)).toHaveLength(4)
  })

  it('comes back as it was written', () => {
    const name = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => /^[!-~]+$/.test(text))
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 8 }), name, (ids, documentName) => {
        const records: BulkRecord[] = ids.map((id, at) => ({
          id,
          name: documentName,
          type: at === 0 ? 'PARENT' : 'CHILD',
          relatedId: at === 0 ? '' : (ids[0] as string),
          content: `<d n="${at}">ü</d>`,
        }))
        // What holds a bracket is written as a reference, and read back.
        expect(readRecords(writeRecords(records))).toEqual(records)
      }),
      { numRuns: 100 },
    )
  })

  it.each([
    ['nothing', ''],
    ['a document alone', '<P/>'],
    ['a document before the first delimiter', `<P/>${parent}<P/>`],
    ['an empty record', `${parent}<P/>${child()} ${child('1.3')}<C/>`],
    ['no record after the last delimiter', `${parent}\n`],
    ['no DocumentID', `${parent.replace('DocumentID="1.1" ', '')}<P/>`],
    ['no DocumentName', `${parent.replace('"PAYEVNT"', '""')}<P/>`],
    ['an endless DocumentID', `${parent.replace('1.1', '1'.repeat(101))}<P/>`],
    ['another type', `${parent.replace('PARENT', 'SIBLING')}<P/>`],
    ['a parent of a parent', `${parent.replace('RelatedDocumentID=""', 'RelatedDocumentID="1"')}<P/>`],
    ['a child alone', `${child()}<C/>`],
    ['a child before its parent', `${child()}<C/>${parent}<P/>`],
    ['a child of a child', `${parent}<P/>${child()}<C/>${child('1.3', '1.2')}<C/>`],
    ['a child of nobody', `${parent}<P/>${child('1.2', '')}<C/>`],
    ['one DocumentID twice', `${parent}<P/>${child('1.1')}<C/>`],
    ['an attribute twice', `${parent.replace('DocumentID="1.1"', 'DocumentID="1.1" DocumentID="2"')}<P/>`],
    ['an entity', `${parent.replace('"1.1"', '"&x;"')}<P/>`],
    ['too many records', `${parent}<P/>${Array.from({ length: 10_001 }, (_, n) => `${child(`c${n}`)}<C/>`).join('')}`],
  ])('is refused: %s', (_, text) => {
    expect(() => read(text)).toThrow('as4.records-malformed')
  })

  it('is refused where it is not UTF-8', () => {
    expect(() => readRecords(Buffer.concat([utf8(`${parent}<P>`), Buffer.from([0xff]), utf8('</P>')]))).toThrow(
      'as4.records-malformed',
    )
  })
})
