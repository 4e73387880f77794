import type { IncomingMessage } from 'node:http'
import { second } from '../../core/clock.ts'
import { hasCode, MandateError } from '../../core/errors/index.ts'
import { readBody } from '../http/body.ts'

/** Time for the whole body to arrive, ms. */
const patience = 30 * second

/**
 * The whole body of a call to a simulated service, in its time.
 *
 * @param service whose errors say what is wrong
 * @param limit bytes
 * @throws MandateError `usi.too-large`, `usi.too-slow`, the same of `sbr`; `common.unavailable` where the client went
 */
export async function readWholeBody(
  request: IncomingMessage,
  service: 'usi' | 'sbr',
  limit: number,
): Promise<Uint8Array> {
  let timer: NodeJS.Timeout | undefined
  const tooSlow = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new MandateError(`${service}.too-slow`, { seconds: patience / second })), patience)
  })
  try {
    return await Promise.race([readBody(request, limit), tooSlow])
  } catch (error) {
    if (hasCode(error, 'common.too-large')) {
      throw new MandateError(`${service}.too-large`, error.details, { cause: error })
    }
    throw error
  } finally {
    clearTimeout(timer)
  }
}
