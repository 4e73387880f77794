import { gunzipSync } from 'node:zlib'
import { MandateError } from '../../../core/errors/index.ts'

/**
 * Unpacks a gzip file into memory, never more than `left` bytes: a small file can hold a huge one.
 *
 * @param part its Content-ID, for messages
 * @param room bytes that are left of the limit for the whole message
 * @throws MandateError `as4.unpacked-too-large`, `as4.decompression`
 * @see RFC 1952
 */
export function unpack(bytes: Uint8Array, part: string, room: { left: number; limit: number }): Uint8Array {
  const refuse = (problem: string, cause?: unknown) =>
    new MandateError('as4.decompression', { part: part.slice(0, 120), problem }, { cause })
  if (room.left <= 0) throw tooLarge(room.limit)
  try {
    const { buffer, engine } = gunzipSync(bytes, { maxOutputLength: room.left, info: true }) as unknown as {
      buffer: Uint8Array
      engine: { bytesWritten: number }
    }
    if (engine.bytesWritten !== bytes.length) throw refuse('something follows after its end')
    return buffer
  } catch (error) {
    if (error instanceof MandateError) throw error
    if ((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(room.limit)
    throw refuse('it is no whole gzip file', error)
  }
}

function tooLarge(limit: number): MandateError {
  return new MandateError('as4.unpacked-too-large', { limit: `${Math.floor(limit / 1024)} KiB` })
}
