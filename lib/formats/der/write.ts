import { utf8 } from '../../core/bytes.ts'
import type { Instant } from '../../core/clock.ts'
import { derTag } from './node.ts'
import { compareBytes } from './read.ts'

/** An element with any tag (identifier octet) and its content in parts. */
export function derElement(tag: number, ...parts: Uint8Array[]): Uint8Array {
  return derElementOf(tag, parts)
}

/** Like {@link derElement}, for many parts. */
export function derElementOf(tag: number, parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const octets = length < 0x80 ? 0 : length < 0x100 ? 1 : length < 0x10000 ? 2 : length < 0x1000000 ? 3 : 4
  const element = new Uint8Array(2 + octets + length)
  element[0] = tag
  element[1] = octets === 0 ? length : 0x80 | octets
  for (let octet = 0; octet < octets; octet++) element[2 + octet] = (length / 256 ** (octets - 1 - octet)) & 0xff
  let at = 2 + octets
  for (const part of parts) {
    element.set(part, at)
    at += part.length
  }
  return element
}

/** SEQUENCE. */
export function derSequence(...parts: Uint8Array[]): Uint8Array {
  return derElementOf(derTag.sequence, parts)
}

/** SET OF, in the order that the distinguished encoding wants. */
export function derSet(...parts: Uint8Array[]): Uint8Array {
  return derElementOf(derTag.set, [...parts].sort(compareBytes))
}

/** Explicit tag `[number]` round one or more elements. */
export function derExplicit(number: number, ...parts: Uint8Array[]): Uint8Array {
  return derElementOf(0xa0 | number, parts)
}

/** Implicit primitive tag `[number]`. */
export function derImplicit(number: number, content: Uint8Array): Uint8Array {
  return derElement(0x80 | number, content)
}

/** INTEGER. */
export function derInteger(value: number | bigint): Uint8Array {
  return derElement(derTag.integer, integerContent(BigInt(value)))
}

/** INTEGER, not negative, from its magnitude, most significant byte first; leading zeros are dropped. */
export function derUnsigned(magnitude: Uint8Array): Uint8Array {
  let from = 0
  while (from < magnitude.length - 1 && magnitude[from] === 0) from++
  const body = magnitude.length === 0 ? Uint8Array.of(0) : magnitude.subarray(from)
  return (body[0] as number) >= 0x80
    ? derElement(derTag.integer, Uint8Array.of(0), body)
    : derElement(derTag.integer, body)
}

/** ENUMERATED. */
export function derEnumerated(value: number): Uint8Array {
  return derElement(derTag.enumerated, integerContent(BigInt(value)))
}

/** BOOLEAN. */
export function derBoolean(value: boolean): Uint8Array {
  return derElement(derTag.boolean, Uint8Array.of(value ? 0xff : 0))
}

/** NULL. */
export function derNull(): Uint8Array {
  return Uint8Array.of(derTag.null, 0)
}

/** OCTET STRING. */
export function derOctets(content: Uint8Array): Uint8Array {
  return derElement(derTag.octetString, content)
}

/** BIT STRING of whole bytes. */
export function derBits(content: Uint8Array): Uint8Array {
  return derElement(derTag.bitString, Uint8Array.of(0), content)
}

/** BIT STRING with named bits, trailing zero bits dropped (X.690 section 11.2.2), as in keyUsage. */
export function derNamedBits(bits: readonly number[]): Uint8Array {
  if (bits.length === 0) return derElement(derTag.bitString, Uint8Array.of(0))
  const last = Math.max(...bits)
  const content = new Uint8Array(2 + (last >> 3))
  content[0] = 7 - (last & 7)
  for (const bit of bits) content[1 + (bit >> 3)] = (content[1 + (bit >> 3)] as number) | (0x80 >> (bit & 7))
  return derElement(derTag.bitString, content)
}

const oidCache = new Map<string, Uint8Array>()

/** OBJECT IDENTIFIER from its dotted form. Throws a RangeError for text that is none. */
export function derOid(dotted: string): Uint8Array {
  const known = oidCache.get(dotted)
  if (known) return known
  if (!/^[0-2](\.(0|[1-9]\d{0,38})){1,30}$/.test(dotted)) throw new RangeError(`not an object identifier: ${dotted}`)
  const [root, second, ...rest] = dotted.split('.').map(BigInt) as [bigint, bigint, ...bigint[]]
  if (root < 2n && second > 39n) throw new RangeError(`not an object identifier: ${dotted}`)
  const content: number[] = []
  for (const arc of [root * 40n + second, ...rest]) {
    const septets = [Number(arc & 0x7fn)]
    for (let left = arc >> 7n; left > 0n; left >>= 7n) septets.unshift(Number(left & 0x7fn) | 0x80)
    content.push(...septets)
  }
  const encoded = derElement(derTag.oid, Uint8Array.from(content))
  if (oidCache.size < 500) oidCache.set(dotted, encoded)
  return encoded
}

/** UTF8String. */
export function derUtf8(text: string): Uint8Array {
  return derElement(derTag.utf8String, utf8(text))
}

/** PrintableString. Throws a RangeError for other characters. */
export function derPrintable(text: string): Uint8Array {
  if (!/^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text)) throw new RangeError('not a printable string')
  return derElement(derTag.printableString, utf8(text))
}

/** IA5String. Throws a RangeError for characters outside ASCII. */
export function derIa5(text: string): Uint8Array {
  if (!/^[\x20-\x7e]*$/.test(text)) throw new RangeError('not an IA5 string')
  return derElement(derTag.ia5String, utf8(text))
}

/** BMPString. */
export function derBmp(text: string): Uint8Array {
  return derElement(derTag.bmpString, bmpBytes(text))
}

/** UTF-16, most significant byte first. */
export function bmpBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(2 * text.length)
  for (let at = 0; at < text.length; at++) {
    bytes[2 * at] = text.charCodeAt(at) >> 8
    bytes[2 * at + 1] = text.charCodeAt(at) & 0xff
  }
  return bytes
}

/** UTCTime until 2049, GeneralizedTime after it (RFC 5280 section 4.1.2.5). Parts of a second are dropped. */
export function derTime(at: Instant): Uint8Array {
  const digits = new Date(at).toISOString().replace(/[-:T]|\.\d+/g, '')
  const year = Number(digits.slice(0, 4))
  return year >= 1950 && year < 2050
    ? derElement(derTag.utcTime, utf8(digits.slice(2)))
    : derElement(derTag.generalizedTime, utf8(digits))
}

/** GeneralizedTime with whole seconds, as OCSP and invalidityDate want it. */
export function derGeneralizedTime(at: Instant): Uint8Array {
  return derElement(derTag.generalizedTime, utf8(new Date(at).toISOString().replace(/[-:T]|\.\d+/g, '')))
}

function integerContent(value: bigint): Uint8Array {
  const octets: number[] = []
  let left = value
  do {
    octets.unshift(Number(left & 0xffn))
    left >>= 8n
  } while (left !== 0n && left !== -1n)
  const high = (octets[0] as number) >= 0x80
  if (value >= 0n && high) octets.unshift(0)
  if (value < 0n && !high) octets.unshift(0xff)
  return Uint8Array.from(octets)
}
