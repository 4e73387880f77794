import { createServer, request as httpRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isMandateError } from '../../core/errors/index.ts'
import { readRequestBody } from './read-request-body.ts'

let server: Server
let port: number

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const outcome = await readRequestBody(request, 150).then(
      (bytes) => `${bytes.length} bytes`,
      (error: unknown) => (isMandateError(error) ? error.code : 'unknown'),
    )
    response.end(outcome)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

function send(write: (sending: ReturnType<typeof httpRequest>) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const sending = httpRequest({ port, host: '127.0.0.1', method: 'POST' }, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve(text))
    })
    sending.on('error', reject)
    write(sending)
  })
}

test('reads a body that comes in pieces', async () => {
  expect(
    await send((sending) => {
      sending.write('a'.repeat(1000))
      setTimeout(() => sending.end('b'), 20)
    }),
  ).toBe('1001 bytes')
})

test('gives up on a body that drips', async () => {
  let dripping: NodeJS.Timeout | undefined
  const answer = await send((sending) => {
    dripping = setInterval(() => sending.write('x'), 20)
  })
  clearInterval(dripping)
  expect(answer).toBe('mas.too-slow')
})

test('gives up on a body that never comes', async () => {
  expect(
    await send((sending) => {
      sending.setHeader('content-length', 10)
      sending.flushHeaders()
    }),
  ).toBe('mas.too-slow')
})

test('refuses a body by the length that it announces', async () => {
  expect(
    await send((sending) => {
      sending.setHeader('content-length', 256 * 1024 + 1)
      sending.flushHeaders()
    }),
  ).toBe('mas.too-large')
})

test('takes a body of just the limit', async () => {
  expect(await send((sending) => sending.end(Buffer.alloc(256 * 1024)))).toBe(`${256 * 1024} bytes`)
})
