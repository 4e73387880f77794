import { toHex } from '../../core/bytes.ts'
import type { Instant } from '../../core/clock.ts'
import { MandateError } from '../../core/errors/index.ts'
import { type DerNode, derTag } from './node.ts'

/** The elements of a SEQUENCE. */
export function sequenceOf(node: DerNode | undefined, what: string): DerNode[] {
  return tagged(node, derTag.sequence, what).children
}

/** The elements of a SET. */
export function setOf(node: DerNode | undefined, what: string): DerNode[] {
  return tagged(node, derTag.set, what).children
}

/** The one element inside an explicit tag such as `[0]`. */
export function explicitOf(node: DerNode | undefined, number: number, what: string): DerNode {
  const { children } = tagged(node, 0xa0 | number, what)
  if (children.length !== 1) throw unexpected(what)
  return children[0] as DerNode
}

/** `node` when it has the tag. */
export function tagged(node: DerNode | undefined, tag: number, what: string): DerNode {
  if (node?.tag !== tag) throw unexpected(what)
  return node
}

/** An INTEGER of any size. */
export function integerOf(node: DerNode | undefined, what: string): bigint {
  const { content } = tagged(node, derTag.integer, what)
  if (content.length === 0) throw unexpected(what)
  const value = BigInt(`0x${toHex(content)}`)
  return (content[0] as number) >= 0x80 ? value - (1n << BigInt(8 * content.length)) : value
}

/** An INTEGER from 0 to `limit`. */
export function smallIntegerOf(node: DerNode | undefined, limit: number, what: string): number {
  const { content } = tagged(node, derTag.integer, what)
  if (content.length > 8) throw unexpected(what)
  const value = integerOf(node, what)
  if (value < 0n || value > BigInt(limit)) throw unexpected(what)
  return Number(value)
}

/** An OBJECT IDENTIFIER in dotted form. */
export function oidOf(node: DerNode | undefined, what: string): string {
  const { content } = tagged(node, derTag.oid, what)
  if (content.length > 64) throw unexpected(what)
  return oidText(content, what)
}

/** The dotted form of the content octets of an OBJECT IDENTIFIER. */
export function oidText(content: Uint8Array, what: string): string {
  const arcs: (number | bigint)[] = []
  let arc: number | bigint = 0
  let open = true
  for (const octet of content) {
    const septet = octet & 0x7f
    arc = typeof arc === 'number' && arc < 2 ** 44 ? arc * 128 + septet : (BigInt(arc) << 7n) | BigInt(septet)
    open = (octet & 0x80) !== 0
    if (!open) {
      arcs.push(arc)
      arc = 0
    }
  }
  const first = arcs[0]
  if (open || first === undefined) throw unexpected(what)
  const root = first < 40 ? 0 : first < 80 ? 1 : 2
  arcs[0] = typeof first === 'number' ? first - 40 * root : first - BigInt(40 * root)
  return `${root}.${arcs.join('.')}`
}

/** An OCTET STRING. */
export function octetsOf(node: DerNode | undefined, what: string): Uint8Array {
  return tagged(node, derTag.octetString, what).content
}

/** Number of bits of a positive INTEGER, such as a modulus. */
export function bitLength(value: bigint): number {
  const hex = value.toString(16)
  return 4 * hex.length - Math.clz32(Number.parseInt(hex.charAt(0), 16)) + 28
}

/** A BIT STRING that is a whole number of bytes. */
export function bitBytesOf(node: DerNode | undefined, what: string): Uint8Array {
  const { content } = tagged(node, derTag.bitString, what)
  if (content[0] !== 0) throw unexpected(what)
  return content.subarray(1)
}

/** The numbers of the bits that are set in a BIT STRING, as in keyUsage. */
export function bitsOf(node: DerNode | undefined, what: string): number[] {
  const { content } = tagged(node, derTag.bitString, what)
  if (content.length < 1 || content.length > 5) throw unexpected(what)
  const set: number[] = []
  for (let bit = 0; bit < (content.length - 1) * 8; bit++) {
    if (((content[1 + (bit >> 3)] as number) & (0x80 >> (bit & 7))) !== 0) set.push(bit)
  }
  return set
}

/** A BOOLEAN. */
export function booleanOf(node: DerNode | undefined, what: string): boolean {
  return tagged(node, derTag.boolean, what).content[0] !== 0
}

/** Text of the string types that names use. Control characters and invalid encodings are refused. */
export function textOf(node: DerNode | undefined, what: string): string {
  const text = node && decodeText(node)
  if (text === undefined || /\p{Cc}/u.test(text)) throw unexpected(what)
  return text
}

function decodeText({ tag, content }: DerNode): string | undefined {
  switch (tag) {
    case derTag.utf8String:
      try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content)
      } catch {
        return undefined
      }
    case derTag.printableString: {
      const text = latin1(content)
      return /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text) ? text : undefined
    }
    case derTag.ia5String:
    case derTag.visibleString:
      return content.every((octet) => octet < 0x80) ? latin1(content) : undefined
    case derTag.teletexString:
      return latin1(content)
    case derTag.bmpString:
      return content.length % 2 === 0 ? utf16(content) : undefined
    default:
      return undefined
  }
}

function latin1(content: Uint8Array): string {
  let text = ''
  for (const octet of content) text += String.fromCharCode(octet)
  return text
}

function utf16(content: Uint8Array): string | undefined {
  let text = ''
  for (let at = 0; at < content.length; at += 2) {
    text += String.fromCharCode(((content[at] as number) << 8) | (content[at + 1] as number))
  }
  return text.isWellFormed() ? text : undefined
}

/** A UTCTime or GeneralizedTime in the one form that RFC 5280 section 4.1.2.5 permits. */
export function timeOf(node: DerNode | undefined, what: string): Instant {
  const text = node && latin1(node.content)
  const short = node?.tag === derTag.utcTime && /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '')
  const long = node?.tag === derTag.generalizedTime && /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '')
  const parts = short || long
  if (!parts) throw unexpected(what)
  const [year, month, day, hours, minutes, seconds] = parts.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const fullYear = short ? (year < 50 ? 2000 + year : 1900 + year) : year
  const iso = `${String(fullYear).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hours)}:${two(minutes)}:${two(seconds)}.000Z`
  const at = Date.parse(iso)
  if (Number.isNaN(at) || new Date(at).toISOString() !== iso) throw unexpected(what)
  return at as Instant
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

/** The error for something else where `expected` should be. */
export function unexpected(expected: string): MandateError {
  return new MandateError('der.unexpected', { expected })
}
