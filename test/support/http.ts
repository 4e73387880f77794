import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { systemRandom } from '../../lib/core/random.ts'
import { silentLog } from '../../lib/platform/log/log.ts'
import { createDispatcher } from '../../lib/services/http/dispatcher.ts'
import type { Service } from '../../lib/services/http/service.ts'

/** Services behind the real dispatcher on a port of their own. */
export async function serve(...services: Service[]): Promise<{ url: string; close(): Promise<void> }> {
  const handler = createDispatcher({
    services,
    pages: undefined,
    publicUrl: 'http://localhost:3000',
    development: false,
    random: systemRandom,
    log: silentLog,
  } as Parameters<typeof createDispatcher>[0])
  const server: Server = createServer((request, response) => void handler(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  }
}
