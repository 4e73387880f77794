import { fromBase64 } from '../../../core/bytes.ts'
import { MandateError } from '../../../core/errors/index.ts'
import type { As4Limits } from './limits.ts'

/** One part of a multipart body. */
export type MimePart = {
  /** Without brackets; `undefined` where the part has none. */
  readonly contentId: string | undefined
  /** Content-Type as it was written. */
  readonly mediaType: string
  /** The content, its transfer encoding undone. */
  readonly bytes: Uint8Array
}

/**
 * Reads the headers of a part. Those that decide something may be there once.
 *
 * @param at place of the part, for messages; the first is 0
 * @throws MandateError `as4.part-header`
 * @see RFC 2045 sections 3 to 7
 */
export function readPart(bytes: Uint8Array, at: number, limits: As4Limits): MimePart {
  const refuse = (problem: string) => new MandateError('as4.part-header', { part: at + 1, problem })
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const empty = whole.indexOf('\r\n\r\n', 0, 'latin1')
  const noHeaders = whole[0] === 13 && whole[1] === 10
  if (empty < 0 && !noHeaders) throw refuse('there is no empty line after them')
  const end = noHeaders ? 0 : empty
  if (end > limits.partHeaders) throw refuse(`they are longer than ${limits.partHeaders} bytes`)
  const headers = readHeaders(whole.toString('latin1', 0, end), refuse)
  const contentId = readContentId(headers.get('content-id'), refuse)
  if (at > 0 && contentId === undefined) throw refuse('the Content-ID is missing')
  const mediaType = headers.get('content-type')
  if (mediaType === undefined) throw refuse('the Content-Type is missing')
  if (/^\s*multipart\//i.test(mediaType)) throw refuse('it is a multipart of its own')
  const content = whole.subarray(noHeaders ? 2 : end + 4)
  return { contentId, mediaType, bytes: decode(content, headers.get('content-transfer-encoding'), refuse) }
}

const deciding = ['content-id', 'content-type', 'content-transfer-encoding']

function readHeaders(block: string, refuse: (problem: string) => MandateError): Map<string, string> {
  const headers = new Map<string, string>()
  if (block === '') return headers
  for (const line of block.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*([\t -~\x80-\xff]*)$/.exec(line) ?? []
    if (name === undefined || value === undefined) throw refuse('a line is no header')
    const key = name.toLowerCase()
    if (deciding.includes(key) && headers.has(key)) throw refuse(`${name} is there twice`)
    headers.set(key, value.trim())
  }
  return headers
}

function readContentId(value: string | undefined, refuse: (problem: string) => MandateError): string | undefined {
  if (value === undefined) return undefined
  const [, id] = /^<([!-;=?-~]{1,255})>$/.exec(value) ?? []
  if (id === undefined) throw refuse('the Content-ID is not an identifier in angle brackets')
  return id
}

function decode(
  content: Uint8Array,
  encoding: string | undefined,
  refuse: (problem: string) => MandateError,
): Uint8Array {
  const name = encoding?.toLowerCase() ?? '7bit'
  if (name === 'binary' || name === '8bit' || name === '7bit') return content
  const decoded = name === 'base64' ? fromBase64(Buffer.from(content).toString('latin1')) : undefined
  if (!decoded) throw refuse(`the content is not ${name.slice(0, 40)}, or that encoding is not known`)
  return decoded
}
