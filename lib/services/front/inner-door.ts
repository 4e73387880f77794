import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { toHex } from '../../core/bytes.ts'
import type { Random } from '../../core/random.ts'
import type { Handler } from '../http/dispatcher.ts'

/** Where requests that another thread took in are handed over; the secret proves that it was one of ours. */
export type InnerAddress = { port: number; secret: string }

export type InnerDoor = { address: InnerAddress; close(): void }

/** Tells what a handed-over connection cannot show: the secret, whether the client used TLS, its address. */
export const innerHeader = 'mandate-inner'

/**
 * A listener on this machine's loopback for requests that another thread of this process took in. The handler sees each
 * as it came: the address of its client, and whether it was encrypted. Who does not know the secret is cut off.
 */
export async function openInnerDoor(handler: Handler, random: Random): Promise<InnerDoor> {
  const secret = toHex(random.bytes(32))
  // Times are kept where the client is; idle connections stay, so that none closes under a request.
  const options = { requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0 }
  const server = createServer(options, (request, response) => {
    if (admit(request, secret)) void handler(request, response)
    else refuse(response)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    address: { port: (server.address() as AddressInfo).port, secret },
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

function refuse(response: ServerResponse): void {
  response.destroy()
}

/** Takes our header away and puts in its place what it says; false where the secret is not in it. */
function admit(request: IncomingMessage, secret: string): boolean {
  const [shown = '', encrypted = '', address = ''] = String(request.headers[innerHeader] ?? '').split(' ')
  const expected = Buffer.from(secret)
  const given = Buffer.from(shown)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false
  delete request.headers[innerHeader]
  const at = request.rawHeaders.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === innerHeader)
  request.rawHeaders.splice(at, 2)
  request.socket = clientSocket(request.socket, { encrypted: encrypted === 'tls', remoteAddress: address })
  return true
}

/** The connection between the threads, but for what it says about the client. */
function clientSocket(socket: Socket, client: { encrypted: boolean; remoteAddress: string }): Socket {
  return new Proxy(socket, {
    get(target, name) {
      if (Object.hasOwn(client, name)) return client[name as keyof typeof client]
      const value = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
    set: (target, name, value) => Reflect.set(target, name, value, target),
  })
}
