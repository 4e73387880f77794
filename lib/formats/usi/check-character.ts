/** The 32 characters of a USI in the order of their values: no I and O, no 0 and 1. */
export const usiAlphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/**
 * Check character of the first nine characters of a USI, by the Luhn algorithm modulo 32: factors 2, 1, 2 ... from the
 * right, products written in base 32 and their digits added.
 *
 * @param first nine characters of {@link usiAlphabet}
 * @throws RangeError for any other text
 * @see docs/wire-formats.md, USI: check character
 * @example
 * usiCheckCharacter('BNGH7C75F') // 'N'
 */
export function usiCheckCharacter(first: string): string {
  if (first.length !== 9) throw new RangeError('a USI has nine characters before its check character')
  let sum = 0
  for (let at = 0; at < 9; at++) {
    const value = usiAlphabet.indexOf(first.charAt(8 - at))
    if (value < 0) throw new RangeError('a character that a USI never has')
    const product = value * (at % 2 === 0 ? 2 : 1)
    sum += Math.floor(product / 32) + (product % 32)
  }
  return usiAlphabet.charAt((32 - (sum % 32)) % 32)
}
