import { concatBytes } from '../../core/bytes.ts'
import { MandateError } from '../../core/errors/index.ts'
import { DerBudget, type DerLimits, type DerNode, defaultDerLimits, derTag } from './node.ts'

/**
 * Reads exactly one element in the basic encoding (X.690 section 8): indefinite and padded lengths are taken, and
 * octet strings in pieces are joined. For CMS and PKCS#12 made by others; what is signed is read with `readDer`.
 * Runs in the browser.
 *
 * @throws MandateError `der.*`
 */
export function readBer(bytes: Uint8Array, limits: DerLimits = defaultDerLimits): DerNode {
  const budget = new DerBudget(limits, bytes.length)
  const node = readElement(bytes, 0, bytes.length, 0, budget)
  const rest = bytes.length - node.raw.length
  if (rest > 0) throw new MandateError('der.trailing-bytes', { count: rest })
  return node
}

function readElement(bytes: Uint8Array, start: number, end: number, depth: number, budget: DerBudget): DerNode {
  budget.take(depth)
  if (end - start < 2) throw new MandateError('der.truncated')
  const tag = bytes[start] as number
  if ((tag & 0x1f) === 0x1f) throw new MandateError('der.not-canonical', { what: 'a tag number above 30' })
  if (tag === 0) throw new MandateError('der.not-canonical', { what: 'an end mark without a beginning' })
  const constructed = (tag & 0x20) !== 0
  const { at, length } = readLength(bytes, start + 1, end, budget)
  if (length === undefined && !constructed) {
    throw new MandateError('der.not-canonical', { what: 'an indefinite length of a primitive value' })
  }

  const stop = length === undefined ? end : at + length
  if (stop > end) throw new MandateError('der.truncated')
  if (!constructed) {
    return { tag, content: bytes.subarray(at, stop), raw: bytes.subarray(start, stop), children: [] }
  }

  const children: DerNode[] = []
  let next = at
  let ended = false
  while (next < stop && !ended) {
    if (length === undefined && bytes[next] === 0 && bytes[next + 1] === 0 && next + 2 <= stop) {
      ended = true
    } else {
      const child = readElement(bytes, next, stop, depth + 1, budget)
      children.push(child)
      next += child.raw.length
    }
  }
  if (length === undefined && !ended) throw new MandateError('der.truncated')
  const raw = bytes.subarray(start, ended ? next + 2 : next)
  const content = bytes.subarray(at, next)
  return tag === (derTag.octetString | 0x20) ? joined(children, raw) : { tag, content, raw, children }
}

function readLength(bytes: Uint8Array, from: number, end: number, budget: DerBudget): { at: number; length?: number } {
  let at = from
  const first = bytes[at++] as number
  if (first < 0x80) return { at, length: first }
  const octets = first & 0x7f
  if (octets === 0) return { at }
  if (octets > 8) throw new MandateError('der.too-large', { limit: `${budget.limits.bytes} bytes` })
  if (at + octets > end) throw new MandateError('der.truncated')
  let length = 0
  for (let octet = 0; octet < octets; octet++) length = length * 256 + (bytes[at++] as number)
  return { at, length }
}

function joined(pieces: DerNode[], raw: Uint8Array): DerNode {
  if (pieces.some(({ tag }) => tag !== derTag.octetString)) {
    throw new MandateError('der.unexpected', { expected: 'a piece of an octet string' })
  }
  return { tag: derTag.octetString, content: concatBytes(...pieces.map(({ content }) => content)), raw, children: [] }
}
