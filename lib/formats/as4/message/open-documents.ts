import { MandateError } from '../../../core/errors/index.ts'
import type { PartInfo } from '../messaging/units.ts'
import { type As4Limits, as4Limits } from '../mime/limits.ts'
import type { MimePart } from '../mime/read-part.ts'
import { unpack } from '../mime/unpack.ts'
import { gzipType } from '../uris.ts'

/** A document of a message, unpacked, with what the message says about it. */
export type As4Document = {
  readonly contentId: string
  readonly properties: ReadonlyMap<string, string>
  readonly bytes: Uint8Array
}

/**
 * The documents of a message: each PartInfo with its attachment, and no attachment without one.
 *
 * @throws MandateError `as4.part-mismatch`, `as4.decompression`, `as4.unpacked-too-large`
 * @see ebMS 3.0 core section 5.2.2.13; AS4 profile section 3.1
 */
export function openDocuments(
  parts: readonly PartInfo[],
  attachments: readonly MimePart[],
  limits: As4Limits = as4Limits,
): As4Document[] {
  const waiting = new Map(attachments.map((part) => [part.contentId, part]))
  let left = limits.unpacked
  const documents = parts.map(({ href, properties }) => {
    const contentId = contentIdOf(href)
    const part = waiting.get(contentId)
    if (!part)
      throw mismatch(`A PartInfo names "${href.slice(0, 120)}", but no attachment is left with that Content-ID`)
    waiting.delete(contentId)
    const bytes = contentOf(part, contentId, properties, { left, limit: limits.unpacked })
    left -= bytes.length
    return { contentId, properties, bytes }
  })
  const [unnamed] = waiting.keys()
  if (unnamed !== undefined) throw mismatch(`The attachment "${unnamed.slice(0, 120)}" is named by no PartInfo`)
  return documents
}

function contentIdOf(href: string): string {
  try {
    if (href.startsWith('cid:')) return decodeURIComponent(href.slice(4))
  } catch {}
  throw mismatch(`A PartInfo names "${href.slice(0, 120)}", which is no attachment`)
}

function contentOf(
  { bytes }: MimePart,
  contentId: string,
  properties: ReadonlyMap<string, string>,
  room: { left: number; limit: number },
): Uint8Array {
  const compression = properties.get('CompressionType')
  if (compression === undefined) {
    if (bytes.length > room.left)
      throw new MandateError('as4.unpacked-too-large', { limit: `${room.limit / 1024} KiB` })
    return bytes
  }
  if (compression !== gzipType) {
    const problem = `its CompressionType is "${compression.slice(0, 60)}"`
    throw new MandateError('as4.decompression', { part: contentId.slice(0, 120), problem })
  }
  return unpack(bytes, contentId, room)
}

function mismatch(problem: string): MandateError {
  return new MandateError('as4.part-mismatch', { problem })
}
