import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromHex, toHex, utf8 } from '../../core/bytes.ts'
import { type Instant, instant } from '../../core/clock.ts'
import { isMandateError } from '../../core/errors/index.ts'
import { readDer, readDerPrefix } from './read.ts'
import { readBer } from './read-ber.ts'
import { bitLength, bitsOf, integerOf, oidOf, sequenceOf, setOf, textOf, timeOf } from './values.ts'
import {
  derBmp,
  derExplicit,
  derInteger,
  derNamedBits,
  derOctets,
  derOid,
  derPrintable,
  derSequence,
  derSet,
  derTime,
  derUnsigned,
  derUtf8,
} from './write.ts'

const hex = (text: string) => fromHex(text.replaceAll(' ', '')) as Uint8Array
const codeOf = (run: () => unknown) => {
  try {
    run()
    return 'none'
  } catch (error) {
    return isMandateError(error) ? error.code : String(error)
  }
}

describe('what is written can be read', () => {
  test('integers', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 300n), max: 2n ** 300n }), (value) => {
        expect(integerOf(readDer(derInteger(value)), 'x')).toBe(value)
      }),
    )
  })

  test('unsigned integers from bytes with leading zeros', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (magnitude) => {
        expect(integerOf(readDer(derUnsigned(magnitude)), 'x')).toBe(BigInt(`0x0${toHex(magnitude)}`))
      }),
    )
  })

  test('lengths of numbers in bits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 300n }), (value) => {
        expect(bitLength(value)).toBe(value.toString(2).length)
      }),
    )
  })

  test('object identifiers', () => {
    const arc = fc.bigInt({ min: 0n, max: 2n ** 100n })
    fc.assert(
      fc.property(fc.nat(39), fc.array(arc, { maxLength: 3 }), fc.nat(2), (second, rest, root) => {
        const dotted = [root, second, ...rest].join('.')
        expect(oidOf(readDer(derOid(dotted)), 'x')).toBe(dotted)
      }),
    )
  })

  test('times on both sides of 2050', () => {
    const last = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1950, 0, 1) / 1000, max: last }), (seconds) => {
        const at = (seconds * 1000) as Instant
        expect(timeOf(readDer(derTime(at)), 'x')).toBe(at)
      }),
    )
    expect(toHex(derTime(instant('2049-12-31T23:59:59Z'))).slice(0, 2)).toBe('17')
    expect(toHex(derTime(instant('2050-01-01T00:00:00Z'))).slice(0, 2)).toBe('18')
  })

  test('texts and named bits', () => {
    const printable = fc.string({ unit: fc.constantFrom(...'azAZ09 -.:') })
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), printable, fc.uniqueArray(fc.nat(8)), (text, plain, bits) => {
        const clean = text.toWellFormed().replace(/\p{Cc}/gu, '')
        expect(textOf(readDer(derUtf8(clean)), 'x')).toBe(clean)
        expect(textOf(readDer(derBmp(clean)), 'x')).toBe(clean)
        expect(textOf(readDer(derPrintable(plain)), 'x')).toBe(plain)
        expect(bitsOf(readDer(derNamedBits(bits)), 'x')).toEqual([...bits].sort((a, b) => a - b))
      }),
    )
  })

  test('nested structures with every form of length', () => {
    for (const size of [0, 1, 127, 128, 255, 256, 65_535, 65_536]) {
      const inner = derOctets(new Uint8Array(size).fill(7))
      const outer = readDer(derSequence(derExplicit(0, inner), derSet(derInteger(300), derInteger(2))))
      expect(sequenceOf(outer, 'x')[0]?.children[0]?.content.length).toBe(size)
      expect(setOf(outer.children[1], 'x').map((node) => integerOf(node, 'x'))).toEqual([2n, 300n])
    }
  })
})

describe('the strict reader refuses', () => {
  test.each([
    ['nothing at all', '', 'der.truncated'],
    ['a tag alone', '30', 'der.truncated'],
    ['a length without its bytes', '30 82 01', 'der.truncated'],
    ['content that is missing', '04 05 01 02', 'der.truncated'],
    ['a child that is longer than its parent', '30 03 04 05 01', 'der.truncated'],
    ['bytes after the end', '05 00 00', 'der.trailing-bytes'],
    ['an indefinite length', '30 80 05 00 00 00', 'der.not-canonical'],
    ['a long length below 128', '04 81 01 61', 'der.not-canonical'],
    ['a length with a leading zero', `04 82 00 80 ${'61'.repeat(128)}`, 'der.not-canonical'],
    ['a length of five bytes', '04 85 01 00 00 00 00', 'der.too-large'],
    ['a length that is reserved', '04 ff', 'der.too-large'],
    ['a padded integer', '02 02 00 7f', 'der.not-canonical'],
    ['a padded negative integer', '02 02 ff 80', 'der.not-canonical'],
    ['an empty integer', '02 00', 'der.not-canonical'],
    ['a boolean that is neither', '01 01 01', 'der.not-canonical'],
    ['a boolean of two bytes', '01 02 ff ff', 'der.not-canonical'],
    ['a null with content', '05 01 00', 'der.not-canonical'],
    ['bits with eight unused', '03 02 08 00', 'der.not-canonical'],
    ['bits whose padding is not zero', '03 02 01 01', 'der.not-canonical'],
    ['bits without their count', '03 00', 'der.not-canonical'],
    ['an identifier with a padded arc', '06 02 80 01', 'der.not-canonical'],
    ['an identifier that does not end', '06 02 2a 86', 'der.not-canonical'],
    ['an empty identifier', '06 00', 'der.not-canonical'],
    ['a string in pieces', '24 03 04 01 61', 'der.not-canonical'],
    ['a primitive sequence', '10 00', 'der.not-canonical'],
    ['a set out of order', '31 06 02 01 05 02 01 02', 'der.not-canonical'],
    ['an end mark', '30 02 00 00', 'der.not-canonical'],
    ['a long tag', '1f 81 01 00', 'der.not-canonical'],
  ])('%s', (_, bytes, code) => {
    expect(codeOf(() => readDer(hex(bytes)))).toBe(code)
  })

  test.each([
    ['a time with a zone', '17 11 32 35 30 31 30 31 30 30 30 30 30 30 2b 30 30 30 30'],
    ['a time without seconds', '17 0b 32 35 30 31 30 31 30 30 30 30 5a'],
    ['the 30th of February', '17 0d 32 35 30 32 33 30 30 30 30 30 30 30 5a'],
    ['the 24th hour', '17 0d 32 35 30 31 30 31 32 34 30 30 30 30 5a'],
    ['parts of a second', `18 11 ${toHex(utf8('20250101000000.5Z'))}`],
  ])('%s', (_, bytes) => {
    expect(codeOf(() => timeOf(readDer(hex(bytes)), 'a time'))).toBe('der.unexpected')
  })

  test.each([
    ['text that is not UTF-8', '0c 02 c3 28'],
    ['a printable string with an at sign', '13 01 40'],
    ['a BMP string of odd length', '1e 03 00 41 00'],
    ['half of a surrogate pair', '1e 02 d8 00'],
    ['a control character', '0c 02 41 00'],
    ['a number instead of text', '02 01 05'],
  ])('%s', (_, bytes) => {
    expect(codeOf(() => textOf(readDer(hex(bytes)), 'a text'))).toBe('der.unexpected')
  })
})

describe('the tolerant reader', () => {
  test('takes indefinite and padded lengths and joins pieces', () => {
    const node = readBer(hex('30 80  24 80 04 01 61 24 04 04 02 62 63 00 00  04 82 00 01 64  00 00'))
    expect(node.children.map(({ content }) => new TextDecoder().decode(content))).toEqual(['abc', 'd'])
  })

  test.each([
    ['an indefinite length without an end', '30 80 05 00', 'der.truncated'],
    ['an indefinite primitive', '04 80 61 00 00', 'der.not-canonical'],
    ['an end mark without a beginning', '30 02 00 00', 'der.not-canonical'],
    ['a piece that is no octet string', '24 03 02 01 05', 'der.unexpected'],
    ['a length beyond the data', '30 88 00 00 00 01 00 00 00 00', 'der.truncated'],
    ['a length of nine bytes', '30 89 00 00 00 00 00 00 00 00 00', 'der.too-large'],
    ['bytes after the end', '30 80 00 00 00', 'der.trailing-bytes'],
  ])('refuses %s', (_, bytes, code) => {
    expect(codeOf(() => readBer(hex(bytes)))).toBe(code)
  })
})

describe('hostile data is bounded', () => {
  test('in depth', () => {
    const deep = new Uint8Array(100_000).fill(0x30)
    for (let at = 1; at < deep.length; at += 2) deep[at] = 0x80
    expect(codeOf(() => readBer(deep))).toBe('der.too-deep')
    let nested = derSequence()
    for (let level = 0; level < 40; level++) nested = derSequence(nested)
    expect(codeOf(() => readDer(nested))).toBe('der.too-deep')
  })

  test('in elements and bytes', () => {
    const many = derSequence(new Uint8Array(60_000).map((_, at) => (at % 2 === 0 ? 5 : 0)))
    expect(codeOf(() => readDer(many))).toBe('der.too-large')
    expect(codeOf(() => readBer(many))).toBe('der.too-large')
    expect(codeOf(() => readDer(derOctets(new Uint8Array(2 ** 20))))).toBe('der.too-large')
  })

  test('whatever the bytes, the answer is a node or an error of ours', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        for (const read of [readDer, readBer, readDerPrefix]) {
          expect(['der.', 'none']).toContain(codeOf(() => read(bytes)).replace(/(der\.).*/, '$1'))
        }
      }),
      { numRuns: 2_000 },
    )
  })

  test('what the strict reader takes, the tolerant one reads the same', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        if (codeOf(() => readDer(bytes)) !== 'none') return
        expect(readBer(bytes)).toEqual(readDer(bytes))
      }),
      { numRuns: 2_000 },
    )
  })
})
