import { MandateError } from '../../../core/errors/index.ts'
import { type As4Limits, as4Limits } from './limits.ts'
import type { ContentType } from './read-content-type.ts'
import { type MimePart, readPart } from './read-part.ts'

/** The parts of a multipart message: the one that stands for the whole, and those beside it. */
export type Multipart = { readonly root: MimePart; readonly attachments: readonly MimePart[] }

/**
 * Takes a multipart/related body apart, strictly: nothing before the first boundary, nothing but line ends after the
 * last, no part inside a part. The parts are views of the bytes given, not copies.
 *
 * @throws MandateError `as4.mime-malformed`, `as4.too-many-parts`, `as4.part-header`, `as4.content-id-repeated`
 * @see RFC 2046 section 5.1, RFC 2387
 */
export function readMultipart(body: Uint8Array, { parameters }: ContentType, limits: As4Limits = as4Limits): Multipart {
  const boundary = parameters.get('boundary') ?? ''
  if (!/^[\w'()+,./:=? -]{0,69}[\w'()+,./:=?-]$/.test(boundary)) throw malformed('the boundary is missing or not right')
  const parts = split(body, boundary, limits.attachments + 1).map((bytes, at) => readPart(bytes, at, limits))
  const ids = new Set<string>()
  for (const { contentId } of parts) {
    if (contentId === undefined) continue
    if (ids.has(contentId)) throw new MandateError('as4.content-id-repeated', { id: contentId.slice(0, 120) })
    ids.add(contentId)
  }
  const start = parameters.get('start')?.replace(/^<(.*)>$/s, '$1')
  const root = start === undefined ? parts[0] : parts.find(({ contentId }) => contentId === start)
  if (!root) throw malformed('no part is the one that the parameter start names')
  return { root, attachments: parts.filter((part) => part !== root) }
}

function split(body: Uint8Array, boundary: string, most: number): Uint8Array[] {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const first = Buffer.from(`--${boundary}`, 'latin1')
  const further = Buffer.from(`\r\n--${boundary}`, 'latin1')
  // An empty line before the first boundary is what several writers send.
  let at = bytes.subarray(0, first.length).equals(first) ? first.length : further.length
  if (at === further.length && !bytes.subarray(0, at).equals(further)) {
    throw malformed('it does not begin with the boundary of its Content-Type')
  }
  const parts: Uint8Array[] = []
  for (;;) {
    const end = endOfDelimiter(bytes, at)
    if (end.closes) {
      if (/[^\r\n\t ]/.test(bytes.toString('latin1', end.at))) throw malformed('something follows after its end')
      if (parts.length === 0) throw malformed('it has no part')
      return parts
    }
    if (parts.length === most) throw new MandateError('as4.too-many-parts', { limit: most - 1 })
    // The line end of this delimiter may be that of the next one, where a part has no content at all.
    const next = bytes.indexOf(further, end.at - 2)
    if (next < 0) throw malformed('its last boundary is missing')
    parts.push(bytes.subarray(end.at, Math.max(next, end.at)))
    at = next + further.length
  }
}

function endOfDelimiter(bytes: Buffer, from: number): { at: number; closes: boolean } {
  const closes = bytes[from] === hyphen && bytes[from + 1] === hyphen
  let at = closes ? from + 2 : from
  while (bytes[at] === space || bytes[at] === tab) at++
  if (bytes[at] === carriageReturn && bytes[at + 1] === lineFeed) return { at: at + 2, closes }
  if (closes && at >= bytes.length) return { at, closes }
  throw malformed('a boundary does not end its line')
}

const [tab, lineFeed, carriageReturn, space, hyphen] = [9, 10, 13, 32, 45]

function malformed(problem: string): MandateError {
  return new MandateError('as4.mime-malformed', { problem })
}
