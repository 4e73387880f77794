import { createServer, request as httpRequest, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { clientB, clientC } from '../../../test/attacks/mas-clients.ts'
import { type TestService, testService, usiAddress } from '../../../test/attacks/mas-world.ts'
import { createTestRuntime, type TestRuntime } from '../../../test/support/runtime.ts'
import type { Abn } from '../../core/abn.ts'
import { utf8 } from '../../core/bytes.ts'
import { instant } from '../../core/clock.ts'
import type { CredentialDirectory } from '../../domain/credentials/directory/credential-directory.ts'
import { readFault, readTokenResponse } from '../../formats/wstrust/index.ts'
import { descendants, namespaces, parseXml, textOf } from '../../formats/xml/index.ts'
import type { Service } from '../http/service.ts'
import { createMasService, type MasDependencies } from './index.ts'

let runtime: TestRuntime
let world: TestService
let service: Service
let dependencies: MasDependencies
let server: Server
let port: number

beforeAll(async () => {
  world = await testService()
  runtime = await createTestRuntime('embedded', { start: new Date(world.clock.now()).toISOString() })
  await runtime.store.relyingParty.create({
    data: {
      id: 'usi',
      name: 'USI Registry',
      certificate: Uint8Array.from(world.relyingParty.certificate.der),
      keyTypes: ['symmetric'],
      defaultLifetimeSeconds: 1800,
      maximumLifetimeSeconds: 86_400,
      serviceId: 'usi',
      addresses: { create: [{ address: usiAddress }] },
    },
  })
  const { root, sub } = world.authority
  const key = { certificate: world.signer.certificate, privateKey: world.signer.privateKey }
  dependencies = {
    authority: {
      root: { ...root, openSigner: () => Promise.reject(new Error()) },
      sub: sub as never,
      tokenSigning: () => key,
      tokenSigningCertificates: () => [key.certificate],
    },
    directory: directoryOf(world),
    register: { findBusiness: async () => ({ status: 'REGISTERED' }) },
    decideRelationship: () => ({ allowed: false, reason: 'no-notification', sentence: 'There is none.' }),
  }
  service = await createMasService(runtime, dependencies)
  server = createServer((request, response) => void service.handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})

afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await service.close?.()
  await runtime.close()
})

beforeEach(() => {
  world.clock.advance(1000)
  runtime.clock.set(world.clock.now())
})

function directoryOf({ credentials }: TestService): CredentialDirectory {
  return {
    find(key) {
      const facts = 'sha256' in key ? credentials.get(key.sha256) : undefined
      if (!facts) return undefined
      const { id: _id, abn, name, businessName, clockOffsetMs } = facts
      return {
        entry: {
          credentialId: '6f1c3f3e-52ba-4a8e-8d47-3a0d3b8ad001',
          abn: abn as Abn,
          name,
          businessName,
          clockOffsetMs,
        } as never,
        state: { status: 'active', works: true, until: instant('2028-01-01') },
        businessNow: runtime.clock.now(),
      }
    },
    close() {},
  }
}

const path = '/R3.0/S007v1.3/service.svc'
const url = (target = path) => `http://127.0.0.1:${port}${target}`
const post = (body: string | Uint8Array, target = path, headers: Record<string, string> = {}) =>
  fetch(url(target), {
    method: 'POST',
    body: body as BodyInit,
    headers: { 'content-type': 'application/soap+xml; charset=utf-8', ...headers },
  })
const call = () => ({
  holder: world.machine,
  now: runtime.clock.now(),
  to: `https://localhost:3443${path}`,
  appliesTo: usiAddress,
})

describe('POST', () => {
  test('gives a token that the relying party opens, by threads of its own, and keeps the trace', async () => {
    const response = await post(world.request())
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/soap+xml; charset=utf-8')
    const issued = readTokenResponse(parseXml(utf8(await response.text())))
    expect(world.open(issued).issuer).toBe('https://localhost:3443/R3.0/S007v1.3/service.svc')
    const id = response.headers.get('mandate-trace') as string
    await expect
      .poll(() => runtime.store.trace.findUnique({ where: { id } }), { timeout: 3_000 })
      .toMatchObject({ outcome: 'ACCEPTED', abn: '27809366375', relyingPartyId: 'usi', service: 'S007v1.3' })
  })

  test.each([
    '/r3.0/s007v1.3/SERVICE.SVC',
    '/R3.0/vanguard/S007v1.3/Service.svc',
    '/R3.0/S007v1.3/service.svc/',
    '/R3.0/S007v1.3/service.svc?x=y',
  ])('answers at %s', async (target) => {
    expect((await post(world.request(), target)).status).toBe(200)
  })

  test.each<[string, Record<string, string>]>([
    ['an empty action (C)', { 'content-type': 'application/soap+xml; charset=utf-8; action=""' }],
    ['a SOAPAction header (B)', { soapaction: 'http://docs.oasis-open.org/ws-sx/ws-trust/200512/RST/Issue' }],
    ['another action', { 'content-type': 'application/soap+xml; action="urn:something-else"' }],
    ['text/xml', { 'content-type': 'text/xml' }],
  ])('never looks at the action of HTTP: %s', async (_name, headers) => {
    expect((await post(world.request(), path, headers)).status).toBe(200)
  })

  test('keeps the versions apart by their path', async () => {
    const old = { ...call(), to: 'https://localhost:3443/R3.0/S007v1.2/service.svc' }
    expect((await post(clientB(old, { sha1: true }))).status).toBe(500)
    runtime.clock.set(world.clock.now() + 1)
    expect((await post(clientB(old, { sha1: true }), '/R3.0/S007v1.2/service.svc')).status).toBe(200)
  })

  test('answers for S007v1.2 only where SHA-1 is on', async () => {
    const off = await createMasService({ ...runtime, settings: { ...runtime.settings, sha1: false } }, dependencies)
    const served = createServer((request, response) => void off.handle(request, response))
    await new Promise<void>((resolve) => served.listen(0, '127.0.0.1', resolve))
    const address = `http://127.0.0.1:${(served.address() as AddressInfo).port}/R3.0/S007v1.2/service.svc`
    const old = { ...call(), to: 'https://localhost:3443/R3.0/S007v1.2/service.svc' }
    const answer = await fetch(address, { method: 'POST', body: clientB(old, { sha1: true }) })
    expect(readFault(parseXml(utf8(await answer.text())))).toMatchObject({ event: 'E9006' })
    for (const target of ['?wsdl', '/mex', '']) expect((await fetch(address + target)).status).toBe(500)
    expect((await fetch(`${address.replace('v1.2', 'v1.3')}?wsdl`)).status).toBe(200)
    served.closeAllConnections()
    served.close()
    await off.close?.()
  })

  test('tells a refusal as a fault with status 500, its trace in text and header', async () => {
    const message = clientC(call())
    expect((await post(message)).status).toBe(200)
    const response = await post(message)
    expect(response.status).toBe(500)
    const fault = readFault(parseXml(utf8(await response.text())))
    expect(fault).toMatchObject({ event: 'E9020', code: 'Sender', trace: response.headers.get('mandate-trace') })
  })

  test('refuses 20 MB with a fault, early, and goes on serving', async () => {
    const began = performance.now()
    const response = await post(new Uint8Array(20_000_000).fill(32))
    expect(response.status).toBe(413)
    expect(readFault(parseXml(utf8(await response.text())))?.event).toBe('E9004')
    expect(performance.now() - began).toBeLessThan(3_000)
    expect((await post(world.request())).status).toBe(200)
  })

  test('refuses 20 MB whose length was not said', async () => {
    const answer = await new Promise<{ status: number; text: string }>((resolve, reject) => {
      const sending = httpRequest(url(), { method: 'POST' }, (response) => {
        let text = ''
        response.on('data', (chunk) => {
          text += chunk
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
      })
      sending.on('error', reject)
      for (let count = 0; count < 20; count++) sending.write(Buffer.alloc(1_000_000, 32))
      sending.end()
    })
    expect(answer.status).toBe(413)
    expect(answer.text).toContain('Event Code: [E9004]')
  })

  test('lets go of a client that leaves in the middle', async () => {
    const socket = connect(port, '127.0.0.1')
    socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n<s:`)
    await new Promise((resolve) => setTimeout(resolve, 50))
    socket.destroy()
    expect((await post(world.request())).status).toBe(200)
  })

  test('answers many at once, each its own', async () => {
    const requests = Array.from({ length: 40 }, (_, count) => {
      runtime.clock.set(world.clock.now())
      world.clock.advance(1)
      return { message: world.request(), count }
    })
    const answers = await Promise.all(
      requests.map(async ({ message }) => {
        const id = /MessageID>([^<]*)/.exec(message)?.[1]
        const text = await (await post(message)).text()
        return text.includes(`>${id}</RelatesTo>`) && text.includes('RequestedProofToken')
      }),
    )
    expect(answers.every(Boolean)).toBe(true)
  })
})

describe('GET', () => {
  test.each(['?wsdl', '?WSDL', '?singleWsdl'])('%s gives a contract for the address in use', async (query) => {
    const response = await fetch(url(path) + query)
    expect(response.headers.get('content-type')).toMatch(/^text\/xml/)
    const { root } = parseXml(utf8(await response.text()))
    expect([root.local, root.ns]).toEqual(['definitions', 'http://schemas.xmlsoap.org/wsdl/'])
    const [address] = descendants(root, 'http://schemas.xmlsoap.org/wsdl/soap12/', 'address')
    expect(address?.attrs[0]?.value).toBe(url(path))
    const [port] = descendants(root, 'http://schemas.xmlsoap.org/wsdl/', 'port')
    expect(port?.attrs.find(({ local }) => local === 'name')?.value).toBe('S007SecurityTokenServiceEndpoint')
    expect(descendants(root, namespaces.wsp, 'Policy').length).toBeGreaterThan(0)
  })

  test('names the algorithms of its version', async () => {
    const suite = async (version: string) => {
      const { root } = parseXml(utf8(await (await fetch(`${url(`/R3.0/${version}/service.svc`)}?wsdl`)).text()))
      const policy = 'http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702'
      const [element] = descendants(root, policy, 'AlgorithmSuite')
      return ['Basic256Sha256Rsa15', 'Basic256'].find(
        (name) => element && descendants(element, policy, name).length > 0,
      )
    }
    expect(await suite('S007v1.3')).toBe('Basic256Sha256Rsa15')
    expect(await suite('S007v1.2')).toBe('Basic256')
  })

  test('gives metadata below the address, and to a SOAP question', async () => {
    const { root } = parseXml(utf8(await (await fetch(url(`${path}/mex`))).text()))
    expect(root.local).toBe('Metadata')
    const action = 'http://schemas.xmlsoap.org/ws/2004/09/transfer/Get'
    const question = `<s:Envelope xmlns:s="${namespaces.soap12}" xmlns:a="${namespaces.wsa}"><s:Header><a:Action s:mustUnderstand="1">${action}</a:Action><a:MessageID>urn:uuid:1</a:MessageID></s:Header><s:Body><x/></s:Body></s:Envelope>`
    const answer = await post(question)
    expect(answer.status).toBe(200)
    const envelope = parseXml(utf8(await answer.text())).root
    expect(descendants(envelope, 'http://schemas.xmlsoap.org/wsdl/', 'definitions')).toHaveLength(1)
    expect(textOf(descendants(envelope, namespaces.wsa, 'RelatesTo')[0] as never)).toBe('urn:uuid:1')
  })

  test('does not repeat a host that is none', async () => {
    const answer = await new Promise<string>((resolve) => {
      const asking = httpRequest(`${url()}?wsdl`, { headers: { host: 'evil"/><x>' } }, (response) => {
        let text = ''
        response.on('data', (chunk) => {
          text += chunk
        })
        response.on('end', () => resolve(text))
      })
      asking.end()
    })
    expect(answer).not.toContain('evil')
    expect(answer).toContain('location="https://localhost:3443/R3.0/S007v1.3/service.svc"')
  })

  test('explains itself without a query, and is not found elsewhere', async () => {
    expect(await (await fetch(url())).text()).toContain('?wsdl')
    expect((await fetch(url('/R3.0/S007v1.1/service.svc'))).status).toBe(404)
    expect((await fetch(url('/R3.0/'))).status).toBe(404)
    const deleted = await fetch(url(), { method: 'DELETE' })
    expect([deleted.status, deleted.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST'])
  })
})

describe('a refusal before the decision', () => {
  test('is kept under the business whose certificate was in the message', async () => {
    const response = await post(world.request().replace(/(Expires>20)26/, '$127'))
    const id = response.headers.get('mandate-trace') as string
    await expect
      .poll(() => runtime.store.trace.findUnique({ where: { id } }), { timeout: 3_000 })
      .toMatchObject({ outcome: 'REFUSED', errorCode: 'xmldsig.digest-mismatch', abn: '27809366375' })
  })
})

test('v1.2 can be switched off', async () => {
  const strict = await createMasService(runtime, { ...dependencies, sha1: false })
  const door = createServer((request, response) => void strict.handle(request, response))
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  const { port: doorPort } = door.address() as AddressInfo
  const address = `http://127.0.0.1:${doorPort}/R3.0/S007v1.2/service.svc`
  const response = await fetch(address, { method: 'POST', body: world.request() })
  const fault = readFault(parseXml(utf8(await response.text())))
  expect([response.status, fault?.event, fault?.code]).toEqual([500, 'E9006', 'Receiver'])
  door.closeAllConnections()
  door.close()
  await strict.close?.()
})
