import { Agent, request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { MandateError } from '../../core/errors/index.ts'
import { answerProblem } from '../http/answer.ts'
import type { Handler } from '../http/dispatcher.ts'
import { type InnerAddress, innerHeader } from './inner-door.ts'

/** Headers of one connection, not of the request; also what the outer connection has settled already. */
const ofConnection = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'expect', innerHeader])

/**
 * Hands requests over to another thread of this process and its answers back, as they come: neither is kept here. When
 * the client goes, the other side hears of it; when the other side cuts the connection, so does this one.
 */
export function handOver({ port, secret }: InnerAddress): Handler & { close(): void } {
  const agent = new Agent({ keepAlive: true })
  const handler = (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request
    const kind = (socket as TLSSocket).encrypted === true ? 'tls' : 'plain'
    const headers = [...request.rawHeaders.filter(staysWithout(request.rawHeaders))]
    headers.push(innerHeader, `${secret} ${kind} ${socket.remoteAddress ?? ''}`)
    const { method, url: path } = request
    if (request.headers['transfer-encoding'] !== undefined) headers.push('transfer-encoding', 'chunked')
    const inner = ask({ agent, host: '127.0.0.1', port, method, path, headers, setHost: false })
    inner.on('response', (answer) => {
      const kept = answer.rawHeaders.filter(staysWithout(answer.rawHeaders))
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage, kept)
      response.flushHeaders()
      answer.pipe(response)
      answer.on('error', () => response.destroy())
    })
    inner.on('error', (error: NodeJS.ErrnoException) => {
      if (response.headersSent || error.code !== 'ECONNREFUSED') response.destroy()
      else answerProblem(response, new MandateError('common.unavailable'))
    })
    response.on('close', () => {
      if (!response.writableFinished) inner.destroy()
    })
    request.pipe(inner)
  }
  return Object.assign(handler, { close: () => agent.destroy() })
}

/** For a list of names and values in turn: keeps both, or neither. */
function staysWithout(raw: readonly string[]): (text: string, index: number) => boolean {
  return (_text, index) => !ofConnection.has((raw[index - (index % 2)] as string).toLowerCase())
}
