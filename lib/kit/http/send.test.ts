import { execFileSync } from 'node:child_process'
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, createServer as createNetServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endpointAt, isLoopback, parseAddress } from './address.ts'
import { send } from './send.ts'
import { trustFor } from './trust.ts'

let certificate: string
let plain: Server
let secure: Server
const answers: Record<string, RequestListener> = {
  '/slow': () => {},
  '/long': (_, response) => void response.end(Buffer.alloc(5 * 1024 * 1024)),
  '/cut': (_, response) => {
    response.writeHead(200, { 'content-length': 10 })
    response.write('123')
    setTimeout(() => response.destroy(), 20)
  },
  '/redirect': (_, response) => void response.writeHead(302, { location: 'http://example.com/' }).end(),
}
const listener: RequestListener = (request, response) => {
  const answer = answers[request.url ?? '']
  if (answer) answer(request, response)
  else response.end('hello')
}

beforeAll(async () => {
  const made = execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      '-',
      '-days',
      '2',
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost',
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  ).toString()
  certificate = made.slice(made.indexOf('-----BEGIN CERTIFICATE'))
  const key = made.slice(0, made.indexOf('-----BEGIN CERTIFICATE'))
  plain = await listen(createHttpServer(listener))
  secure = await listen(createHttpsServer({ key, cert: certificate }, listener))
})
afterAll(() => {
  for (const server of [plain, secure]) {
    server.closeAllConnections()
    server.close()
  }
})

async function listen<Kind extends Server>(server: Kind): Promise<Kind> {
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  return server
}

const portOf = (server: Server) => (server.address() as AddressInfo).port
const get = (url: string, ca?: string, timeoutMs?: number) =>
  send({ url, method: 'GET', trust: trustFor(new URL(url), { ca }), timeoutMs })

describe('an answer', () => {
  it('is given whatever its status, and a redirection is not followed', async () => {
    const base = `http://localhost:${portOf(plain)}`
    expect(Buffer.from((await get(base)).body).toString()).toBe('hello')
    expect((await get(`${base}/redirect`)).status).toBe(302)
  })

  it.each([
    ['does not come', '/slow', 'kit.timeout'],
    ['is too long', '/long', 'kit.answer-unreadable'],
    ['is cut off', '/cut', 'kit.unreachable'],
  ])('is reported when it %s', async (_, path, code) => {
    await expect(get(`http://localhost:${portOf(plain)}${path}`, undefined, 300)).rejects.toMatchObject({ code })
  })
})

describe('a server', () => {
  it('is trusted for the authority that was named', async () => {
    expect((await get(`https://localhost:${portOf(secure)}`, certificate)).status).toBe(200)
  })

  it('is not trusted without it, nor under another name', async () => {
    await expect(get(`https://localhost:${portOf(secure)}`)).rejects.toMatchObject({
      code: 'kit.not-trusted',
      details: { reason: 'it was issued by the server itself', advice: expect.stringContaining('--ca') },
    })
    await expect(get(`https://127.0.0.1:${portOf(secure)}`, certificate)).rejects.toMatchObject({
      code: 'kit.not-trusted',
      details: { reason: 'it is for another host' },
    })
  })

  it('is reported in words when it is not there or speaks something else', async () => {
    const gone = createNetServer()
    await new Promise<void>((resolve) => gone.listen(0, 'localhost', resolve))
    const { port } = gone.address() as AddressInfo
    await new Promise((resolve) => gone.close(resolve))
    await expect(get(`https://localhost:${port}`)).rejects.toMatchObject({
      code: 'kit.unreachable',
      details: { reason: 'nothing listens at that port' },
    })
    await expect(get(`https://localhost:${portOf(plain)}`)).rejects.toMatchObject({
      code: 'kit.unreachable',
      details: { reason: 'it does not speak TLS there' },
    })
  })
})

describe('an address', () => {
  it.each([
    'ftp://localhost/',
    'localhost:3443',
    '',
    'http://example.com/',
    'http://localhost.example.com/',
    'https://user:secret@localhost/',
    'http://128.0.0.1/',
    'file:///etc/passwd',
  ])('is refused: %s', (address) => {
    expect(() => parseAddress(address)).toThrow(/cannot be used/)
    expect(() => parseAddress(address)).not.toThrow(/secret/)
  })

  it.each(['http://localhost:3000/', 'http://127.8.9.1/', 'http://[::1]:3000/', 'http://mandate.localhost/'])(
    'may be plain http on this machine: %s',
    (address) => {
      expect(isLoopback(parseAddress(address))).toBe(true)
    },
  )

  it('gets the usual path where it has none', () => {
    expect(endpointAt('https://localhost:3443/', '/R3.0/x')).toBe('https://localhost:3443/R3.0/x')
    expect(endpointAt('https://example.com/own/path', '/R3.0/x')).toBe('https://example.com/own/path')
  })
})
