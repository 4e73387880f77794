import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestAuthority } from '../../../test/support/authority.ts'
import { serve } from '../../../test/support/http.ts'
import { createTestRuntime, type TestRuntime } from '../../../test/support/runtime.ts'
import { newTraceId } from '../../domain/mas/trace/trace-id.ts'
import { createTraceKeeper } from '../../domain/mas/trace/trace-keeper.ts'
import { createSandboxService } from './index.ts'

let runtime: TestRuntime
let server: Awaited<ReturnType<typeof serve>>
let service: Awaited<ReturnType<typeof createSandboxService>>
beforeAll(async () => {
  runtime = await createTestRuntime('embedded')
  await openTestAuthority(runtime)
  service = await createSandboxService(runtime)
  server = await serve(service)
})
afterAll(async () => {
  await service.close?.()
  await server.close()
  await runtime.close()
})

const address = () => `${server.url}/sandbox/api/traffic`

test('traffic is not told to a page of another website', async () => {
  const headers = { origin: 'https://evil.example', accept: 'text/event-stream' }
  expect((await fetch(address(), { headers })).status).toBe(403)
})

test('a call is told as it happens, and then listed', async () => {
  const stream = await fetch(address(), { headers: { accept: 'text/event-stream' } })
  expect(stream.headers.get('content-type')).toContain('text/event-stream')
  const id = newTraceId(runtime.random)
  const keeper = createTraceKeeper(runtime)
  const at = runtime.clock.now()
  const steps = JSON.stringify([{ name: 'injected', outcome: 'noted', sentence: 'A fault.' }])
  keeper.keep({ id, at, service: 'usi', outcome: 'ACCEPTED', durationMicros: 1, steps })
  const reader = (stream.body as ReadableStream<Uint8Array>).getReader()
  let text = ''
  while (!text.includes(id)) text += Buffer.from((await reader.read()).value ?? []).toString('utf8')
  expect(text).toContain('event: call')
  await reader.cancel()
  const { calls } = (await (await fetch(address())).json()) as { calls: object[] }
  expect(calls).toMatchObject([{ id, service: 'usi', accepted: true, injected: true }])
})
