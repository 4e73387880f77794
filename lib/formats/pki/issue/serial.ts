import type { Random } from '../../../core/random.ts'

/** Serial number of a certificate: 159 random bits, positive, 20 bytes. Only {@link newSerial} and {@link parseSerial} make one. */
export type Serial = { readonly decimal: string; readonly hex: string; readonly __brand: 'Serial' }

/** A new serial number. @see RFC 5280 section 4.1.2.2; docs/wire-formats.md, Certificate profile */
export function newSerial(random: Random): Serial {
  throw new Error(`not built: ${random}`)
}
