import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedCatalogue } from '../../../../../prisma/seed/catalogue.ts'
import { openTestAuthority } from '../../../../../test/support/authority.ts'
import { business, makeKept, requestFor, seedCast } from '../../../../../test/support/credentials.ts'
import { serve } from '../../../../../test/support/http.ts'
import { createTestRuntime, type TestRuntime } from '../../../../../test/support/runtime.ts'
import { newTraceId } from '../../../../domain/mas/trace/trace-id.ts'
import { createTraceKeeper } from '../../../../domain/mas/trace/trace-keeper.ts'
import { queueMail } from '../../../../platform/mail/queue-mail.ts'
import { inTransaction } from '../../../../platform/store/transaction.ts'
import { createSandboxService } from '../../../sandbox/index.ts'
import { createApiService } from '../../index.ts'
import { sandboxAreas } from './index.ts'

const routes = sandboxAreas.flatMap((area) => area.routes)
let runtime: TestRuntime
let api: Awaited<ReturnType<typeof createApiService>>
let server: Awaited<ReturnType<typeof serve>>
beforeAll(async () => {
  runtime = await createTestRuntime('embedded')
  await openTestAuthority(runtime)
  await inTransaction(runtime.store, seedCatalogue)
  await seedCast(runtime)
  api = await createApiService(runtime)
  server = await serve(api, createSandboxService())
})
afterAll(async () => {
  await api.close?.()
  await server.close()
  await runtime.close()
})

const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/api/v1/sandbox${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
  })
const problemOf = async (answer: Response) => {
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  return (await answer.json()) as { code: string; fields: Record<string, string> }
}
const addressOf = (path: string) => path.replace('/sandbox', '').replace(/\{\w+\}/g, 'x')
const bodyFor = (method: string) => (method === 'GET' || method === 'DELETE' ? undefined : {})

describe.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', (_name, route) => {
  it('answers no page of another website', async () => {
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]
    for (const headers of foreign) {
      const answer = await ask(route.method, addressOf(route.path), bodyFor(route.method), headers)
      expect([answer.status, (await problemOf(answer)).code]).toEqual([403, 'common.foreign-origin'])
    }
  })

  it('is open to everybody in the sandbox, and to nobody elsewhere', () => {
    expect(route.access).toBe('sandbox')
  })
})

it('in production no call of the sandbox exists', async () => {
  const production = { ...runtime, settings: { ...runtime.settings, mode: 'production' as const } }
  const other = await serve(await createApiService(production))
  for (const { method, path } of routes) {
    const answer = await fetch(`${other.url}/api/v1${path.replace(/\{\w+\}/g, 'x')}`, { method })
    expect([answer.status, (await problemOf(answer)).code], `${method} ${path}`).toEqual([404, 'common.not-found'])
  }
  const document = await (await fetch(`${other.url}/api/v1/openapi.json`)).text()
  expect(document).not.toContain('/sandbox')
  await other.close()
})

describe('what is not right is refused', () => {
  it('a body that is no JSON object, or has a field that does not exist', async () => {
    const form = await fetch(`${server.url}/api/v1/sandbox/time`, {
      method: 'POST',
      body: new URLSearchParams({ to: 'now' }),
    })
    expect((await problemOf(form)).code).toBe('common.not-json')
    expect((await problemOf(await ask('POST', '/time', [1]))).code).toBe('common.invalid-input')
    const { code, fields } = await problemOf(await ask('POST', '/time', { abn: business.abn, to: 'now', dais: 3 }))
    expect([code, Object.keys(fields)]).toEqual(['common.invalid-input', ['dais']])
    const wrong = await problemOf(await ask('POST', '/time', { abn: business.abn, to: 'days' }))
    expect(Object.keys(wrong.fields)).toEqual(['days'])
  })

  it.each([
    ['GET', '/tim', 404],
    ['GET', '/time/x', 404],
    ['GET', '/constructor', 404],
    ['GET', '/inbox/x', 404],
    ['GET', '/inbox?pageSize=0', 400],
    ['GET', '/inbox?nothing=1', 400],
    ['GET', '/traces/nothing', 404],
    ['GET', '/credentials', 405],
    ['PUT', '/time', 405],
    ['POST', '/inbox', 405],
    ['DELETE', '/trust/nobody', 400],
    ['PATCH', '/businesses/12345678901', 400],
    ['PATCH', '/personas/nobody', 404],
    ['DELETE', '/faults/nothing', 400],
    ['POST', '/snapshots/never-taken/restore', 404],
    ['DELETE', '/snapshots/never-taken', 404],
  ])('%s %s: %i', async (method, path, status) => {
    const answer = await ask(method, path, bodyFor(method))
    expect(answer.status, await answer.clone().text()).toBe(status)
    if (status === 405) expect(answer.headers.get('allow')).toBeTruthy()
  })

  it('an idempotency key, where there is no token that it could belong to', async () => {
    const answer = await ask('POST', '/reset', {}, { 'idempotency-key': 'k' })
    expect((await problemOf(answer)).code).toBe('api.idempotency-key-not-taken')
  })
})

const ids: Record<string, string> = {}
const kept = async (key: string, answer: Promise<Response>) => {
  const given = await answer
  ids[key] = String(((await given.clone().json()) as { id: string }).id)
  return given
}
const call = (title: string) => {
  const id = newTraceId(runtime.random)
  const steps = JSON.stringify([{ name: 'injected', outcome: 'noted', sentence: title }])
  const at = runtime.clock.now()
  createTraceKeeper(runtime).keep({ id, at, service: 'usi', outcome: 'ACCEPTED', durationMicros: 1, steps })
  return id
}
const abn = '53004085616'

/** A test run's day, in an order in which each step finds what it needs. */
const steps: [id: string, run: () => Promise<Response>, status?: number][] = [
  ['viewSandbox', () => ask('GET', '')],
  ['listTestData', () => ask('GET', '/test-data')],
  ['takeSandboxSnapshot', () => ask('POST', '/snapshots', { name: 'first' }), 201],
  ['listSandboxSnapshots', () => ask('GET', '/snapshots')],
  [
    'createSandboxPersona',
    () =>
      ask('POST', '/personas', {
        id: 'vera',
        givenNames: 'Vera',
        familyName: 'Stone',
        birthDate: '1990-01-31',
        strength: 'STRONG',
      }),
    201,
  ],
  ['changeSandboxPersona', () => ask('PATCH', '/personas/vera', { strength: 'BASIC' })],
  ['listSandboxPersonas', () => ask('GET', '/personas')],
  ['createSandboxBusiness', () => ask('POST', '/businesses', { abn, name: 'CI Training' }), 201],
  [
    'addSandboxAssociate',
    async () => {
      const answer = await ask('POST', `/businesses/${abn}/associates`, { persona: 'vera', role: 'Director' })
      const { associates } = (await answer.clone().json()) as { associates: { id: string }[] }
      ids.associate = associates[0]?.id ?? ''
      return answer
    },
    201,
  ],
  ['removeSandboxAssociate', () => ask('DELETE', `/businesses/${abn}/associates/${ids.associate}`)],
  ['changeSandboxBusiness', () => ask('PATCH', `/businesses/${abn}`, { status: 'CANCELLED' })],
  ['listSandboxBusinesses', () => ask('GET', '/businesses')],
  [
    'createSandboxCredential',
    async () => {
      const certificateRequest = await requestFor({ abn: business.abn, name: 'ByProgram' })
      return ask('POST', '/credentials', { abn: business.abn, name: 'ByProgram', certificateRequest })
    },
    201,
  ],
  ['travelInTime', () => ask('POST', '/time', { abn: business.abn, to: 'days', days: 3 })],
  ['listSandboxClocks', () => ask('GET', '/time')],
  ['addSandboxFault', () => kept('fault', ask('POST', '/faults', { service: 'mas', drop: true, calls: 1 })), 201],
  ['listSandboxFaults', () => ask('GET', '/faults')],
  ['removeSandboxFault', () => ask('DELETE', `/faults/${ids.fault}`)],
  ['removeSandboxFaults', () => ask('DELETE', '/faults')],
  [
    'listSandboxMails',
    async () => {
      const facts = { dedupeKey: 'test', kind: 'test', to: 'vera@example.com', subject: 'Your code' }
      const content = { heading: 'Hello', blocks: [], at: runtime.clock.now() }
      await inTransaction(runtime.store, (tx) => queueMail(tx, { ...facts, ...content }))
      const answer = await ask('GET', '/inbox?recipient=vera@example.com')
      const { rows } = (await answer.clone().json()) as { rows: { id: string }[] }
      ids.mail = rows[0]?.id ?? ''
      return answer
    },
  ],
  ['viewSandboxMail', () => ask('GET', `/inbox/${ids.mail}`)],
  ['viewSandboxTrace', () => ask('GET', `/traces/${call('Seen.')}`)],
  ['listSandboxTraffic', () => ask('GET', '/traffic')],
  ['listSandboxTrust', () => ask('GET', '/trust')],
  ['listSandboxActs', () => ask('GET', '/acts')],
  ['restoreSandboxSnapshot', () => ask('POST', '/snapshots/first/restore', {})],
  ['deleteSandboxSnapshot', () => ask('DELETE', '/snapshots/first')],
  ['setUpSandbox', () => ask('POST', '/setup', { businesses: [{ abn, name: 'CI Training' }] }), 201],
  ['resetSandbox', () => ask('POST', '/reset', {})],
]

describe('every route of the sandbox', () => {
  it.each(steps)('%s does its work', async (_id, run, status = 200) => {
    const answer = await run()
    expect(answer.status, await answer.clone().text()).toBe(status)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    await answer.json()
  })

  it('is walked here or has a test of its own', () => {
    const walked = new Set([...steps.map(([id]) => id), ...alone])
    expect(routes.map(({ id }) => id).filter((id) => !walked.has(id))).toEqual([])
  })

  /** The stream below; trust in the test of credentials. */
  const alone = ['watchSandboxTraffic', 'revokeSandboxCredential', 'trustSandboxKeystore', 'stopSandboxTrust']
})

it('a call is told as it happens, and then listed', async () => {
  const stream = await ask('GET', '/traffic/stream')
  expect(stream.headers.get('content-type')).toContain('text/event-stream')
  const id = call('A fault.')
  const reader = (stream.body as ReadableStream<Uint8Array>).getReader()
  let text = ''
  while (!text.includes(id)) text += Buffer.from((await reader.read()).value ?? []).toString('utf8')
  expect(text).toContain('event: call')
  await reader.cancel()
  const { calls } = (await (await ask('GET', '/traffic')).json()) as { calls: object[] }
  expect(calls).toContainEqual(expect.objectContaining({ id, service: 'usi', accepted: true, injected: true }))
})

it('too many who watch are refused, and told what to do instead', async () => {
  const watchers = await Promise.all(Array.from({ length: 50 }, () => ask('GET', '/traffic/stream')))
  const over = await ask('GET', '/traffic/stream')
  expect([over.status, (await problemOf(over)).code]).toEqual([503, 'sandbox.too-many-viewers'])
  await Promise.all(watchers.map(({ body }) => body?.cancel()))
})

it('a program travels in time and reads what came of it', async () => {
  await seedCast(runtime)
  await makeKept(runtime, 'ApiTravel')
  const answer = await ask('POST', '/time', { abn: business.abn, to: 'after-expiry' })
  expect(answer.status).toBe(200)
  const travelled = (await answer.json()) as { summary: string; expired: { name: string }[] }
  expect(travelled.expired).toMatchObject([{ name: 'ApiTravel' }])
  const { clocks } = (await (await ask('GET', '/time')).json()) as { clocks: { abn: string; offsetMs: number }[] }
  expect(clocks.find(({ abn }) => abn === business.abn)?.offsetMs).toBeGreaterThan(0)
})

it('the first address of the sandbox leads to this one, with method and body', async () => {
  const before = `${server.url}/sandbox/api`
  const added = await fetch(`${before}/faults`, {
    method: 'POST',
    body: JSON.stringify({ service: 'usi', delayMs: 5 }),
    headers: { 'content-type': 'application/json' },
  })
  expect([added.status, added.redirected]).toEqual([201, true])
  for (const [path, now] of [
    ['/traces?id=a%2F..%2Fb', '/api/v1/sandbox/traces/a%2F..%2Fb'],
    ['//evil.example', '/api/v1/sandbox/evil.example'],
    ['/../../x', '/api/v1/sandbox'],
    ['', '/api/v1/sandbox'],
  ]) {
    const answer = await fetch(`${before}${path}`, { redirect: 'manual' })
    if (answer.status === 308) expect(answer.headers.get('location'), path).toBe(now)
    else expect(answer.status, path).toBe(404)
  }
})
