import { request as ask, createServer, type IncomingMessage, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemRandom } from '../../core/random.ts'
import type { Handler } from '../http/dispatcher.ts'
import { handOver } from './hand-over.ts'
import { type InnerDoor, innerHeader, openInnerDoor } from './inner-door.ts'

describe('requests that are handed over to another thread', () => {
  let house: Handler
  let inner: InnerDoor
  let outer: Server
  let over: ReturnType<typeof handOver>
  let port: number

  beforeAll(async () => {
    inner = await openInnerDoor((request, response) => house(request, response), systemRandom)
    over = handOver(inner.address)
    outer = createServer((request, response) => void over(request, response))
    await new Promise<void>((resolve) => outer.listen(0, '127.0.0.1', resolve))
    port = (outer.address() as AddressInfo).port
  })
  afterAll(() => {
    outer.close()
    outer.closeAllConnections()
    over.close()
    inner.close()
  })

  const echo: Handler = async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { method, url, headers, rawHeaders } = request
    const { remoteAddress, encrypted } = request.socket as IncomingMessage['socket'] & { encrypted?: boolean }
    response.writeHead(201, 'Made', [
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ] as never)
    const body = Buffer.concat(chunks).toString('base64')
    response.end(JSON.stringify({ method, url, headers, rawHeaders, remoteAddress, encrypted, body }))
  }

  test('come as they were sent, and so does the answer', async () => {
    house = echo
    const body = Buffer.from(Array.from({ length: 70_000 }, (_, at) => at))
    const answer = await fetch(`http://127.0.0.1:${port}/a/b?c=%20d`, {
      method: 'PUT',
      body,
      headers: { 'x-own': 'a', accept: 'text/html' },
    })
    const seen = await answer.json()
    expect(answer.status).toBe(201)
    expect(answer.statusText).toBe('Made')
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(seen).toMatchObject({ method: 'PUT', url: '/a/b?c=%20d', remoteAddress: '127.0.0.1', encrypted: false })
    expect(seen.headers).toMatchObject({ host: `127.0.0.1:${port}`, 'x-own': 'a' })
    expect(Buffer.from(seen.body, 'base64').equals(body)).toBe(true)
  })

  test('do not carry the secret, nor what a client writes in its place', async () => {
    house = echo
    const forged = `${'0'.repeat(64)} tls 203.0.113.9`
    const seen = await (await fetch(`http://127.0.0.1:${port}/`, { headers: { [innerHeader]: forged } })).json()
    expect(seen.remoteAddress).toBe('127.0.0.1')
    expect(JSON.stringify(seen)).not.toContain(innerHeader)
    expect(JSON.stringify(seen)).not.toContain(inner.address.secret)
  })

  test.each([undefined, '', 'short tls 127.0.0.1', `${'0'.repeat(64)} tls 127.0.0.1`])(
    'are taken from nobody who shows %j for the secret',
    async (shown) => {
      let reached = false
      house = (_request, response) => {
        reached = true
        response.end()
      }
      const headers: Record<string, string> = shown === undefined ? {} : { [innerHeader]: shown }
      await expect(fetch(`http://127.0.0.1:${inner.address.port}/`, { headers })).rejects.toThrow()
      expect(reached).toBe(false)
    },
  )

  test('get the first part of an answer before the last one is there', async () => {
    let finish = () => {}
    house = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('first')
      finish = () => response.end('last')
    }
    const answer = await fetch(`http://127.0.0.1:${port}/`)
    const reader = answer.body?.getReader() as ReadableStreamDefaultReader<Uint8Array>
    expect(Buffer.from((await reader.read()).value as Uint8Array).toString()).toBe('first')
    finish()
    expect(Buffer.from((await reader.read()).value as Uint8Array).toString()).toBe('last')
  })

  test('end with a cut connection where the other side cuts it', async () => {
    house = (_request, response) => void response.destroy()
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()
    house = (_request, response) => {
      response.writeHead(200, { 'content-length': '10' })
      response.write('half', () => response.destroy())
    }
    await expect(fetch(`http://127.0.0.1:${port}/`).then((answer) => answer.text())).rejects.toThrow()
  })

  test('tell the other side when the client goes', async () => {
    const gone = new Promise<void>((resolve) => {
      house = (request, response) => {
        response.on('close', () => resolve())
        request.resume()
        client.destroy()
      }
    })
    const client = ask({ port, host: '127.0.0.1', method: 'POST' })
    client.on('error', () => {})
    client.write('the beginning')
    await gone
  })

  test('are told that nobody is there when nobody is', async () => {
    const closed = await openInnerDoor(echo, systemRandom)
    closed.close()
    const nowhere = handOver(closed.address)
    const server = createServer((request, response) => void nowhere(request, response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    expect(answer.status).toBe(503)
    server.close()
    server.closeAllConnections()
  })

  test('cannot smuggle a second request past the outer door', async () => {
    const paths: (string | undefined)[] = []
    house = (request, response) => {
      paths.push(request.url)
      response.end('one')
    }
    const socket = connect(port, '127.0.0.1')
    socket.write(
      'POST /one HTTP/1.1\r\nhost: a\r\nconnection: close\r\ntransfer-encoding: chunked\r\ncontent-length: 5\r\n\r\n0\r\n\r\nGET /two HTTP/1.1\r\nhost: a\r\n\r\n',
    )
    await new Promise((resolve) => socket.on('close', resolve).resume())
    expect(paths.filter((path) => path === '/two')).toEqual([])
  })
})
