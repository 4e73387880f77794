import { MandateError } from './errors/index.ts'

/** An Australian business number: 11 digits that pass the modulus 89 check. Only {@link parseAbn} makes one. */
export type Abn = string & { readonly __brand: 'Abn' }

const weights = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]

/**
 * Reads an ABN as people write it, with or without spaces.
 *
 * @throws MandateError `abn.invalid`
 * @see docs/rules.md, Identifiers: the first digit less one, weights 10,1,3...19, sum divisible by 89
 */
export function parseAbn(value: string): Abn {
  const digits = value.replace(/[\s\u00a0]/g, '')
  if (!isAbn(digits)) throw new MandateError('abn.invalid', { value: value.slice(0, 40) })
  return digits
}

/** True when `value` is 11 digits without spaces that pass the check. */
export function isAbn(value: string): value is Abn {
  if (!/^[1-9]\d{10}$/.test(value)) return false
  const sum = weights.reduce((total, weight, at) => total + weight * (Number(value[at]) - (at === 0 ? 1 : 0)), 0)
  return sum % 89 === 0
}

/** The ABN as people read it: `51 824 753 556`. */
export function formatAbn(abn: Abn): string {
  return `${abn.slice(0, 2)} ${abn.slice(2, 5)} ${abn.slice(5, 8)} ${abn.slice(8)}`
}
