import { MandateError } from '../../core/errors/index.ts'
import { DerBudget, type DerLimits, type DerNode, defaultDerLimits, derTag } from './node.ts'

/**
 * Reads exactly one element in the distinguished encoding (X.690 section 10 and 11). Refused: indefinite and
 * non-minimal lengths, strings in pieces, padded integers, odd booleans, unordered sets, bytes after the end.
 * Runs in the browser.
 *
 * @throws MandateError `der.*`
 */
export function readDer(bytes: Uint8Array, limits: DerLimits = defaultDerLimits): DerNode {
  const budget = new DerBudget(limits, bytes.length)
  const node = readElement(bytes, 0, bytes.length, 0, budget)
  const rest = bytes.length - node.raw.length
  if (rest > 0) throw new MandateError('der.trailing-bytes', { count: rest })
  return node
}

/**
 * Like {@link readDer}, for data that may be followed by other bytes; `raw` of the result tells how long it was.
 *
 * @throws MandateError `der.*`
 */
export function readDerPrefix(bytes: Uint8Array, limits: DerLimits = defaultDerLimits): DerNode {
  return readElement(bytes, 0, bytes.length, 0, new DerBudget(limits, bytes.length))
}

function readElement(bytes: Uint8Array, start: number, end: number, depth: number, budget: DerBudget): DerNode {
  budget.take(depth)
  if (end - start < 2) throw new MandateError('der.truncated')
  const tag = bytes[start] as number
  if ((tag & 0x1f) === 0x1f) throw notCanonical('a tag number above 30')
  let at = start + 1
  let length = bytes[at++] as number
  if (length >= 0x80) {
    const octets = length & 0x7f
    if (octets === 0) throw notCanonical('an indefinite length')
    if (octets > 4) throw new MandateError('der.too-large', { limit: `${budget.limits.bytes} bytes` })
    if (at + octets > end) throw new MandateError('der.truncated')
    length = 0
    for (let octet = 0; octet < octets; octet++) length = length * 256 + (bytes[at++] as number)
    if (length < 0x80 || length < 2 ** (8 * (octets - 1))) throw notCanonical('a length with more bytes than it needs')
  }
  const stop = at + length
  if (stop > end) throw new MandateError('der.truncated')

  const node: DerNode = { tag, content: bytes.subarray(at, stop), raw: bytes.subarray(start, stop), children: [] }
  if ((tag & 0x20) !== 0) {
    while (at < stop) {
      const child = readElement(bytes, at, stop, depth + 1, budget)
      node.children.push(child)
      at += child.raw.length
    }
  }
  checkForm(node)
  return node
}

function checkForm({ tag, content, children }: DerNode): void {
  if (tag >= 0x40) return
  const number = tag & 0x1f
  const constructed = (tag & 0x20) !== 0
  if (number === 0) throw notCanonical('an end mark without a beginning')
  if (constructed !== (number === 0x10 || number === 0x11)) {
    throw notCanonical(constructed ? 'a value in pieces' : 'a primitive sequence')
  }
  switch (tag) {
    case derTag.boolean:
      if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff)) throw notCanonical('a boolean')
      break
    case derTag.integer:
    case derTag.enumerated:
      if (!isMinimalInteger(content)) throw notCanonical('an integer with more bytes than it needs')
      break
    case derTag.null:
      if (content.length !== 0) throw notCanonical('a null with content')
      break
    case derTag.bitString:
      if (!isSoundBitString(content)) throw notCanonical('a bit string')
      break
    case derTag.oid:
      if (!isSoundOid(content)) throw notCanonical('an object identifier')
      break
    case derTag.set:
      for (let at = 1; at < children.length; at++) {
        if (compareBytes((children[at - 1] as DerNode).raw, (children[at] as DerNode).raw) > 0) {
          throw notCanonical('a set out of order')
        }
      }
  }
}

function isMinimalInteger(content: Uint8Array): boolean {
  if (content.length === 0) return false
  if (content.length === 1) return true
  const lead = content[0] as number
  const high = (content[1] as number) >= 0x80
  return !((lead === 0 && !high) || (lead === 0xff && high))
}

function isSoundBitString(content: Uint8Array): boolean {
  const unused = content[0]
  if (unused === undefined || unused > 7) return false
  if (content.length === 1) return unused === 0
  return ((content[content.length - 1] as number) & ((1 << unused) - 1)) === 0
}

function isSoundOid(content: Uint8Array): boolean {
  if (content.length === 0 || ((content[content.length - 1] as number) & 0x80) !== 0) return false
  let first = true
  for (const octet of content) {
    if (first && octet === 0x80) return false
    first = (octet & 0x80) === 0
  }
  return true
}

/** Order of encodings in a SET OF, X.690 section 11.6. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length)
  for (let at = 0; at < shared; at++) {
    const difference = (a[at] as number) - (b[at] as number)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

function notCanonical(what: string): MandateError {
  return new MandateError('der.not-canonical', { what })
}
