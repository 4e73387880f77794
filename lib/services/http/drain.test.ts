import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MandateError } from '../../core/errors/index.ts'
import { answer, answerProblem } from './answer.ts'
import { readBody } from './body.ts'

const big = Buffer.alloc(20 * 1024 * 1024, 'x')

describe('a request that is answered before its end', () => {
  let server: Server
  let port: number
  beforeAll(async () => {
    server = createServer((incoming, response) => {
      readBody(incoming, 1024).then(
        () => answer(response, 200, 'text/plain', 'read'),
        (error: MandateError) => {
          if (incoming.url === '/problem') answerProblem(response, error)
          else answer(response, 413, 'text/plain', 'too large')
        },
      )
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  it.each([
    ['/', 'content-length'],
    ['/', 'transfer-encoding'],
    ['/problem', 'content-length'],
    ['/problem', 'transfer-encoding'],
  ])('gives its answer and no network error, each time: %s with %s', async (path, header) => {
    for (let time = 0; time < 20; time++) {
      const value = header === 'content-length' ? String(big.length) : 'chunked'
      const { status, failed } = await send(path, { [header]: value }, big)
      expect({ status, failed }).toEqual({ status: 413, failed: undefined })
    }
  })

  it('is cut off when it does not come to an end', async () => {
    const begun = performance.now()
    const { status } = await send('/', { 'content-length': String(big.length) }, Buffer.alloc(2_048), { hang: true })
    expect(status).toBe(413)
    expect(performance.now() - begun).toBeLessThan(4_000)
    await expect.poll(() => connections()).toBe(0)
  })

  function connections(): Promise<number> {
    return new Promise((resolve) => server.getConnections((_, count) => resolve(count)))
  }

  /** Resolves once the answer is read and the connection has ended its part. */
  function send(path: string, headers: Record<string, string>, body: Buffer, { hang = false } = {}) {
    return new Promise<{ status: number | undefined; failed: string | undefined }>((resolve) => {
      let failed: string | undefined
      let status: number | undefined
      const outgoing = request({ port, path, method: 'POST', headers, agent: false }, (incoming) => {
        status = incoming.statusCode
        incoming.resume()
      })
      outgoing.on('error', (error) => {
        failed = error.message
      })
      outgoing.on('close', () => resolve({ status, failed }))
      if (hang) outgoing.write(body)
      else outgoing.end(body)
    })
  }
})
