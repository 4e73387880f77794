import type { IncomingMessage } from 'node:http'
import { second } from '../../core/clock.ts'
import { hasCode, isMandateError, MandateError } from '../../core/errors/index.ts'
import { requestLimit } from '../../domain/mas/message/read-message.ts'
import { readBody } from '../http/body.ts'

/** Time for the whole body to arrive, ms. */
const patience = 10 * second

/**
 * The whole body of a token request, within the limits of size and time.
 *
 * @throws MandateError `mas.too-large`, `mas.too-slow`, `common.unavailable` where the client went away
 */
export async function readRequestBody(request: IncomingMessage, patienceMs = patience): Promise<Uint8Array> {
  let timer: NodeJS.Timeout | undefined
  const tooSlow = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new MandateError('mas.too-slow', { seconds: patienceMs / second })), patienceMs)
  })
  try {
    return await Promise.race([readBody(request, requestLimit), tooSlow])
  } catch (error) {
    if (hasCode(error, 'common.too-large')) throw new MandateError('mas.too-large', error.details, { cause: error })
    if (isMandateError(error)) throw error
    throw new MandateError('common.unavailable', {}, { cause: error })
  } finally {
    clearTimeout(timer)
  }
}
