import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { usiAlphabet, usiCheckCharacter } from './check-character.ts'
import { isUsi, parseUsi } from './usi.ts'

const nine = fc.array(fc.constantFrom(...usiAlphabet), { minLength: 9, maxLength: 9 }).map((all) => all.join(''))

describe('USI check character', () => {
  it.each(['BNGH7C75FN', 'BP6LKB3C7X', 'DG6K5YHPP3', 'QFJEGFSBC4', 'R5HQLSWS9Y', 'XNY5NV9WG9', 'HQ9HHNJC3J'])(
    'accepts %s, a test number that public clients use',
    (usi) => {
      expect(usiCheckCharacter(usi.slice(0, 9))).toBe(usi[9])
      expect(isUsi(usi)).toBe(true)
    },
  )

  it('notices every single wrong character', () => {
    fc.assert(
      fc.property(nine, fc.nat(9), fc.constantFrom(...usiAlphabet), (first, place, other) => {
        const usi = first + usiCheckCharacter(first)
        fc.pre(usi[place] !== other)
        return !isUsi(usi.slice(0, place) + other + usi.slice(place + 1))
      }),
      { numRuns: 300 },
    )
  })

  it('gives each of nine characters one check character of the alphabet', () => {
    fc.assert(
      fc.property(nine, (first) => usiAlphabet.includes(usiCheckCharacter(first))),
      { numRuns: 200 },
    )
  })

  it.each(['', 'BNGH7C75F', 'BNGH7C75FNN', 'BNGH7C75FM', 'bngh7c75fn', '1NGH7C75FN', 'IOIOIOIOIO', 'BNGH7C75F\n'])(
    'refuses "%s"',
    (text) => {
      expect(isUsi(text)).toBe(false)
    },
  )

  it('refuses to compute over anything but nine characters of the alphabet', () => {
    expect(() => usiCheckCharacter('BNGH7C75')).toThrow(RangeError)
    expect(() => usiCheckCharacter('BNGH7C751')).toThrow(RangeError)
  })

  it('reads what people type', () => {
    expect(parseUsi(' bngh 7c75 fn ')).toBe('BNGH7C75FN')
    expect(() => parseUsi('BNGH7C75FM')).toThrow(/not a unique student identifier/)
  })
})
