import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestAuthority } from '../../../test/support/authority.ts'
import { business, makeKept, seedCast } from '../../../test/support/credentials.ts'
import { serve } from '../../../test/support/http.ts'
import { createTestRuntime, type TestRuntime } from '../../../test/support/runtime.ts'
import { createSandboxService } from './index.ts'
import { sandboxRoutes } from './table.ts'

let runtime: TestRuntime
let server: Awaited<ReturnType<typeof serve>>
beforeAll(async () => {
  runtime = await createTestRuntime('embedded')
  await openTestAuthority(runtime)
  await seedCast(runtime)
  server = await serve(await createSandboxService(runtime))
})
afterAll(async () => {
  await server.close()
  await runtime.close()
})

const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/sandbox/api${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
  })
const problemOf = async (answer: Response) => {
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  return (await answer.json()) as { code: string; fields: Record<string, string> }
}

test('no call of the console answers a page of another website', async () => {
  for (const { method, path } of sandboxRoutes) {
    const address = path.replace(/\{\w+\}/g, 'x')
    const body = method === 'GET' || method === 'DELETE' ? undefined : {}
    const foreign: Record<string, string>[] = [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]
    for (const headers of foreign) {
      const answer = await ask(method, address, body, headers)
      expect([answer.status, (await problemOf(answer)).code], `${method} ${path}`).toEqual([
        403,
        'common.foreign-origin',
      ])
    }
  }
})

test('in production no call of the console exists', async () => {
  const production = { ...runtime, settings: { ...runtime.settings, mode: 'production' as const } }
  const other = await serve(await createSandboxService(production))
  for (const { method, path } of sandboxRoutes) {
    const answer = await fetch(`${other.url}/sandbox/api${path.replace(/\{\w+\}/g, 'x')}`, { method })
    expect(answer.status, `${method} ${path}`).toBe(404)
  }
  await other.close()
})

test('a body that is no JSON object, or has a field that does not exist, is refused', async () => {
  const form = await fetch(`${server.url}/sandbox/api/time`, {
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

test('what is not there is not found, and a method that an address has not is named', async () => {
  expect((await ask('GET', '/tim')).status).toBe(404)
  expect((await ask('GET', '/time/x')).status).toBe(404)
  const answer = await ask('PUT', '/time', {})
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, POST'])
})

test('a program travels in time and reads what came of it', async () => {
  await makeKept(runtime, 'ApiTravel')
  const answer = await ask('POST', '/time', { abn: business.abn, to: 'after-expiry' })
  expect(answer.status).toBe(200)
  const travelled = (await answer.json()) as { summary: string; expired: { name: string }[] }
  expect(travelled.expired).toMatchObject([{ name: 'ApiTravel' }])
  const { clocks } = (await (await ask('GET', '/time')).json()) as { clocks: { abn: string; offsetMs: number }[] }
  expect(clocks[0]).toMatchObject({ abn: business.abn })
  expect(clocks[0]?.offsetMs).toBeGreaterThan(0)
  expect((await ask('POST', '/time', { abn: business.abn, to: 'now' })).status).toBe(200)
})
