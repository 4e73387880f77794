import { MandateError } from './errors/index.ts'

/** An Australian company number: 9 digits with a check digit. Only {@link parseAcn} makes one. */
export type Acn = string & { readonly __brand: 'Acn' }

/**
 * Reads an ACN as people write it, with or without spaces.
 *
 * @throws MandateError `acn.invalid`
 * @see docs/rules.md, Identifiers: weights 8 to 1, ten less the sum modulo ten, modulo ten
 */
export function parseAcn(value: string): Acn {
  const digits = value.replace(/[\s\u00a0]/g, '')
  if (!isAcn(digits)) throw new MandateError('acn.invalid', { value: value.slice(0, 40) })
  return digits
}

function isAcn(value: string): value is Acn {
  if (!/^\d{9}$/.test(value)) return false
  let sum = 0
  for (let at = 0; at < 8; at++) sum += (8 - at) * Number(value[at])
  return (10 - (sum % 10)) % 10 === Number(value[8])
}
