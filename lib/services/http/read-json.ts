import type { IncomingMessage } from 'node:http'
import { fromUtf8 } from '../../core/bytes.ts'
import { MandateError } from '../../core/errors/index.ts'
import { readBody } from './body.ts'

/**
 * The JSON in the body of a request. Its content type must say so, which no form of another site can.
 *
 * @param limit bytes
 * @throws MandateError `common.not-json`, `common.too-large`
 */
export async function readJson(request: IncomingMessage, limit: number): Promise<unknown> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw new MandateError('common.not-json')
  const body = await readBody(request, limit)
  try {
    return JSON.parse(fromUtf8(body))
  } catch (cause) {
    throw new MandateError('common.not-json', {}, { cause })
  }
}
