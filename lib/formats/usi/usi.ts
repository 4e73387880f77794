import { MandateError } from '../../core/errors/index.ts'
import { usiAlphabet, usiCheckCharacter } from './check-character.ts'

/** A unique student identifier whose check character is right. Only {@link parseUsi} makes one. */
export type Usi = string & { readonly __brand: 'Usi' }

/**
 * Reads a USI as people write it: letter case and spaces do not matter.
 *
 * @throws MandateError `usi.invalid`
 */
export function parseUsi(value: string): Usi {
  const usi = value.replace(/[\s\u00a0]/g, '').toUpperCase()
  if (!isUsi(usi)) throw new MandateError('usi.invalid', { value: value.slice(0, 40) })
  return usi
}

/** True for ten capital characters of the alphabet, the last of them the right check character. */
export function isUsi(value: string): value is Usi {
  if (value.length !== 10) return false
  for (const character of value) if (!usiAlphabet.includes(character)) return false
  return usiCheckCharacter(value.slice(0, 9)) === value[9]
}
