import { toHex } from '../../../core/bytes.ts'
import { MandateError } from '../../../core/errors/index.ts'
import type { Random } from '../../../core/random.ts'

/**
 * Serial number of a certificate: positive, at most 20 bytes. `hex` is in lower case with whole bytes and without a
 * leading zero byte, the one form in which serials are compared and stored.
 */
export type Serial = { readonly decimal: string; readonly hex: string; readonly __brand: 'Serial' }

/**
 * A new serial number of 159 random bits.
 *
 * @see RFC 5280 section 4.1.2.2; docs/wire-formats.md, Certificate profile
 */
export function newSerial(random: Random): Serial {
  const bytes = Uint8Array.from(random.bytes(20))
  bytes[0] = (bytes[0] as number) & 0x7f
  return bytes.every((octet) => octet === 0) ? newSerial(random) : serialOf(bytes)
}

/**
 * A serial number as it was stored (`hex`) or shown (decimal digits).
 *
 * @throws MandateError `certificate.malformed`
 */
export function parseSerial(text: { hex: string } | { decimal: string }): Serial {
  const digits = 'hex' in text ? text.hex : text.decimal
  const sound = 'hex' in text ? /^[0-9a-f]{1,40}$/i : /^\d{1,49}$/
  if (!sound.test(digits))
    throw new MandateError('certificate.malformed', { what: 'the serial number is not a number' })
  return serialOfValue(BigInt('hex' in text ? `0x${digits}` : digits))
}

/** The serial number with these bytes, most significant first. @throws MandateError `certificate.malformed` */
export function serialOf(magnitude: Uint8Array): Serial {
  return serialOfValue(BigInt(`0x${toHex(magnitude)}`))
}

function serialOfValue(value: bigint): Serial {
  const hex = value.toString(16)
  if (value <= 0n || hex.length > 40) {
    throw new MandateError('certificate.malformed', { what: 'the serial number is not between 1 and 20 bytes long' })
  }
  return { decimal: value.toString(), hex: hex.length % 2 === 0 ? hex : `0${hex}` } as Serial
}
