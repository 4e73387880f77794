import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestSandbox, type TestSandbox } from '../../../test/support/sandbox-harness.ts'
import { parseAbn } from '../../core/abn.ts'
import { hour, type Instant, minute, systemClock } from '../../core/clock.ts'
import { writePem } from '../../formats/pki/pem.ts'
import { main } from '../cli/main.ts'
import { createSandboxCredential, parseKeystorePassword, sealKeystore } from '../index.ts'
import { type ExamineOptions, examine } from './examine.ts'
import type { Finding, FindingSubject } from './finding.ts'

const password = 'Sandbox-only-1'
let sandbox: TestSandbox
let ticking: ReturnType<typeof setInterval>
let folder: string
let certificate: string
let listener: RequestListener
let plain: Server
let secure: Server
const keystoreOf = (name: string) => join(folder, `${name}.xml`)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mandate-doctor-'))
  sandbox = await startTestSandbox()
  // A server of Node tells the real time, and so must the sandbox while the tests run.
  ticking = setInterval(() => sandbox.runtime.clock.set(systemClock.now()), 500)
  for (const name of ['good', 'revoked']) await newKeystore(name)
  const { store, signals, clock } = sandbox.runtime
  const { id, abn } = await store.credential.findFirstOrThrow({ where: { name: 'revoked' } })
  await store.credential.update({
    where: { id },
    data: { status: 'REVOKED', revokedAt: new Date(clock.now()), revocationReason: 'KEY_COMPROMISE' },
  })
  signals.emit('credential-changed', { credentialId: id, abn })
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
      '/O=Corp/CN=Corp Web Filter',
      '-addext',
      'subjectAltName=DNS:localhost',
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  ).toString()
  const at = made.indexOf('-----BEGIN CERTIFICATE')
  certificate = made.slice(at)
  const answer: RequestListener = (request, response) => listener(request, response)
  plain = await listen(createHttpServer(answer))
  secure = await listen(createHttpsServer({ key: made.slice(0, at), cert: certificate }, answer))
}, 90_000)
afterAll(async () => {
  clearInterval(ticking)
  for (const server of [plain, secure]) server.close()
  await sandbox.close()
  await rm(folder, { recursive: true })
})

async function newKeystore(name: string): Promise<void> {
  const { random, clock } = sandbox.runtime
  const made = await createSandboxCredential({ abn: parseAbn('27809366375'), name, endpoint: sandbox.https })
  const sealed = sealKeystore({
    credentials: [made],
    password: parseKeystorePassword(password),
    random,
    now: clock.now(),
  })
  await writeFile(keystoreOf(name), sealed)
}

async function listen<Kind extends Server>(server: Kind): Promise<Kind> {
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  return server
}
const portOf = (server: Server) => (server.address() as AddressInfo).port
const look = (options: ExamineOptions) => examine({ clock: systemClock, env: {}, ...options })
const of = (findings: Finding[], subject: FindingSubject) => findings.find((finding) => finding.subject === subject)
const wsdl: RequestListener = (_, response) => void response.setHeader('content-type', 'text/xml').end('<wsdl/>')
const withKeystore = (name: string, changes: { password?: string } = {}) => ({
  endpoint: sandbox.https,
  keystore: { file: keystoreOf(name), password, ...changes },
})

describe('where all is well', () => {
  it('says so of everything, with a token as proof', async () => {
    const findings = await look(withKeystore('good'))
    expect(findings.filter(({ outcome }) => outcome !== 'good')).toEqual([])
    expect(findings.map(({ subject }) => subject)).toEqual([
      'proxy',
      'name',
      'connection',
      'trust',
      'service',
      'clock',
      'keystore',
      'token',
    ])
  })

  it('ends the command with 0, in words and in JSON', async () => {
    const run = async (...args: string[]) => {
      let text = ''
      const write = (piece: string) => {
        text += piece
      }
      const env = { MANDATE_URL: sandbox.https, MANDATE_KEYSTORE_PASSWORD: password }
      const { clock, random } = sandbox.runtime
      const context = { stdin: process.stdin, stdout: { write }, stderr: { write }, env, clock, random }
      return { code: await main(['doctor', ...args], context), text }
    }
    const words = await run('--keystore', keystoreOf('good'))
    expect(words).toMatchObject({ code: 0, text: expect.stringContaining('Nothing is bad.') })
    const json = await run('--keystore', keystoreOf('revoked'), '--json')
    expect(json.code).toBe(1)
    expect(JSON.parse(json.text)).toMatchObject({
      ok: false,
      findings: expect.arrayContaining([expect.objectContaining({ subject: 'token', outcome: 'bad' })]),
    })
    expect(words.text + json.text).not.toContain(password)
  })
})

describe('what is wrong with the credential', () => {
  it.each<[string, () => ExamineOptions, FindingSubject, RegExp]>([
    ['a revoked one', () => withKeystore('revoked'), 'token', /E2014/],
    [
      'an address that nobody knows',
      () => ({ ...withKeystore('good'), appliesTo: 'https://nobody.example/x' }),
      'token',
      /E2003/,
    ],
    ['a wrong password', () => withKeystore('good', { password: 'Wrong-Password-1' }), 'keystore', /password/i],
    ['no such file', () => withKeystore('none'), 'keystore', /ENOENT/],
    [
      'several, and none of that name',
      () => ({ ...withKeystore('good'), keystore: { file: keystoreOf('good'), password, id: 'x' } }),
      'keystore',
      /x/,
    ],
  ])('%s', async (_what, options, subject, sentence) => {
    const found = await look(options())
    const finding = found.find((one) => one.subject === subject && one.outcome === 'bad')
    expect(finding).toMatchObject({
      outcome: 'bad',
      sentence: expect.stringMatching(sentence),
      remedy: expect.stringMatching(/\w/),
    })
  })

  it('a file that is no keystore', async () => {
    await writeFile(keystoreOf('broken'), 'hello')
    const findings = await look(withKeystore('broken'))
    expect(of(findings, 'keystore')).toMatchObject({ outcome: 'bad' })
    expect(of(findings, 'token')).toMatchObject({ outcome: 'skipped' })
  })

  it('one that has run out', async () => {
    const later = { now: () => (systemClock.now() + 3 * 365 * 24 * hour) as Instant }
    expect(of(await look({ ...withKeystore('good'), clock: later }), 'keystore')).toMatchObject({
      outcome: 'bad',
      sentence: expect.stringMatching(/Validity/),
    })
  })
})

describe('what is wrong on the way', () => {
  it('an address that cannot be used', async () => {
    for (const endpoint of ['localhost:3443', 'http://example.com/', 'ftp://localhost/']) {
      expect(await look({ endpoint })).toMatchObject([{ subject: 'address', outcome: 'bad' }])
    }
  })

  it('a name that leads nowhere', async () => {
    const findings = await look({ endpoint: 'https://no-such-host.invalid' })
    expect(of(findings, 'name')).toMatchObject({ outcome: 'bad', remedy: expect.stringContaining('DNS') })
    expect(of(findings, 'connection')).toMatchObject({ outcome: 'skipped' })
  })

  it('a port at which nothing listens', async () => {
    const gone = await listen(createHttpServer())
    const port = portOf(gone)
    await new Promise((resolve) => gone.close(resolve))
    const finding = of(await look({ endpoint: `https://localhost:${port}` }), 'connection')
    expect(finding).toMatchObject({ outcome: 'bad', remedy: expect.stringContaining('npm start') })
  })

  it('a service that speaks no TLS', async () => {
    listener = wsdl
    const finding = of(await look({ endpoint: `https://localhost:${portOf(plain)}` }), 'connection')
    expect(finding).toMatchObject({ outcome: 'bad', sentence: expect.stringContaining('does not speak TLS') })
  })

  it('a server that somebody else vouches for, with the name of who does', async () => {
    listener = wsdl
    const root = writePem('CERTIFICATE', sandbox.authority.root.certificate.der)
    for (const ca of [undefined, root]) {
      const findings = await look({ endpoint: `https://localhost:${portOf(secure)}`, ca })
      expect(of(findings, 'trust')).toMatchObject({
        outcome: 'bad',
        sentence: expect.stringContaining('Corp Web Filter'),
        remedy: expect.stringContaining('proxy or virus scanner'),
      })
      // The clock is worth knowing all the same: it may be the reason.
      expect(of(findings, 'clock')).toMatchObject({ outcome: 'good' })
    }
    const named = await look({ endpoint: `https://localhost:${portOf(secure)}`, ca: certificate })
    expect(of(named, 'trust')).toMatchObject({ outcome: 'good' })
  })

  it('the sandbox without its root', async () => {
    const finding = of(await look({ endpoint: sandbox.https }), 'trust')
    expect(finding).toMatchObject({ outcome: 'bad', remedy: expect.stringContaining('/pki/root.crt') })
  })

  it.each([
    ['a page', 'text/html', 200],
    ['an error', 'text/plain', 502],
    ['a login of a proxy', 'text/xml', 407],
  ])('something else that answers: %s', async (_what, type, status) => {
    listener = (_, response) => void response.writeHead(status, { 'content-type': type }).end('x')
    const finding = of(await look({ endpoint: `http://localhost:${portOf(plain)}` }), 'service')
    expect(finding).toMatchObject({ outcome: 'bad', sentence: expect.stringContaining(String(status)) })
  })

  it.each([
    [10 * minute, 'bad', /behind/],
    [-hour, 'bad', /ahead/],
    [minute, 'warning', /behind/],
    [5_000, 'good', /agrees/],
  ] as const)('a clock that is off by %i ms', async (ms, outcome, sentence) => {
    listener = (request, response) => {
      response.setHeader('date', new Date(systemClock.now() + ms).toUTCString())
      wsdl(request, response)
    }
    const finding = of(await look({ endpoint: `http://localhost:${portOf(plain)}` }), 'clock')
    expect(finding).toMatchObject({ outcome, sentence: expect.stringMatching(sentence) })
  })

  it('a server that tells no time', async () => {
    listener = (request, response) => {
      response.sendDate = false
      wsdl(request, response)
    }
    expect(of(await look({ endpoint: `http://localhost:${portOf(plain)}` }), 'clock')).toMatchObject({
      outcome: 'warning',
    })
  })

  it.each([
    [{ HTTPS_PROXY: 'http://proxy:8080' }, 'warning'],
    [{ https_proxy: 'http://proxy:8080', NO_PROXY: 'example.com' }, 'warning'],
    [{ HTTPS_PROXY: 'http://proxy:8080', NO_PROXY: 'example.com, localhost' }, 'good'],
    [{ ALL_PROXY: 'http://proxy:8080', no_proxy: '*' }, 'good'],
    [{}, 'good'],
  ])('proxy settings: %j', async (env, outcome) => {
    listener = wsdl
    const findings = await look({ endpoint: `http://localhost:${portOf(plain)}`, env })
    expect(of(findings, 'proxy')).toMatchObject({ outcome })
    expect(JSON.stringify(findings)).not.toContain('proxy:8080')
  })

  it('a check of certificates that somebody switched off', async () => {
    listener = wsdl
    const findings = await look({
      endpoint: `http://localhost:${portOf(plain)}`,
      env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    })
    expect(of(findings, 'trust')).toMatchObject({ outcome: 'warning' })
  })
})
