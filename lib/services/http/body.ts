import type { IncomingMessage } from 'node:http'
import { MandateError } from '../../core/errors/index.ts'

/**
 * The whole body of a request.
 *
 * @param limit bytes; a longer body is refused as soon as that is known, and not read further
 * @throws MandateError `common.too-large`
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array> {
  const tooLarge = () => new MandateError('common.too-large', { limit: `${Math.floor(limit / 1024)} KiB` })
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge()
  return await new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > limit) {
        request.pause()
        reject(tooLarge())
      } else {
        chunks.push(chunk)
      }
    })
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)))
    request.on('error', reject)
    request.on('close', () => {
      if (!request.readableEnded) reject(new MandateError('common.unavailable'))
    })
  })
}
