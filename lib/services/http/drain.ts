import type { IncomingMessage } from 'node:http'

/** Whether the client may be sending the body of the request still. */
export function isStillSending({ complete, headers }: IncomingMessage): boolean {
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  return hasBody && !complete
}

/**
 * Takes in, and forgets, the rest of a request that was answered before its end. Closing the connection instead would
 * reset it under a client that is still sending, which then reads an error of the network and not the answer.
 *
 * @param onDone called when the client has sent all, or has gone
 * @param patienceMs how long the client may go on sending before the connection is cut
 */
export function drain(request: IncomingMessage, onDone: () => void, patienceMs = 2_000): void {
  const timer = setTimeout(() => request.destroy(), patienceMs).unref()
  const done = () => {
    clearTimeout(timer)
    onDone()
  }
  request.removeAllListeners('data')
  request.once('end', done).once('close', done)
  request.resume()
}
