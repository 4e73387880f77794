import { createServer as createHttpServer, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Authority } from '../../lib/platform/authority/authority.ts'
import { silentLog } from '../../lib/platform/log/log.ts'
import { readSettings } from '../../lib/platform/settings/settings.ts'
import { createDispatcher, type Handler } from '../../lib/services/http/dispatcher.ts'
import { startServices } from '../../lib/services/start/services.ts'
import { seed } from '../../prisma/seed/index.ts'
import { openTestAuthority } from './authority.ts'
import { createTestRuntime, type TestRuntime } from './runtime.ts'

export type TestSandbox = {
  runtime: TestRuntime
  authority: Authority
  /** `https://localhost:PORT`, and the same over plain HTTP. */
  https: string
  http: string
  close(): Promise<void>
}

/**
 * The real services of a seeded sandbox behind HTTPS and HTTP on free ports, without the pages. Its clock stands at the
 * real time of the start, so that programs of their own can talk to it.
 */
export async function startTestSandbox(): Promise<TestSandbox> {
  let handle: Handler = (_, response) => void response.writeHead(503).end()
  const https = createHttpsServer((request, response) => void handle(request, response))
  const http = createHttpServer((request, response) => void handle(request, response))
  const ports = { https: await listen(https), http: await listen(http) }
  const settings = readSettings({
    PORT: String(ports.http),
    HTTPS_PORT: String(ports.https),
    MANDATE_SERVICES: 'portal,mas,pki,evte',
  })
  const runtime = { ...(await createTestRuntime('embedded', { start: new Date().toISOString() })), settings }
  const authority = await openTestAuthority(runtime)
  await seed(runtime, authority)
  const services = await startServices(runtime, authority)
  https.setSecureContext(authority.tls())
  const { random } = runtime
  const parts = {
    services,
    pages: undefined,
    publicUrl: settings.publicUrl,
    development: false,
    random,
    log: silentLog,
    gate: runtime.gate,
  }
  handle = createDispatcher(parts)
  return {
    runtime,
    authority,
    https: `https://localhost:${ports.https}`,
    http: `http://localhost:${ports.http}`,
    close: async () => {
      for (const server of [https, http]) {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      }
      for (const service of services) await service.close?.()
      await runtime.close()
    },
  }
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  return (server.address() as AddressInfo).port
}
