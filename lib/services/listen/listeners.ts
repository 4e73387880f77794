import { createServer as createHttpServer, type Server as HttpServer } from 'node:http'
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https'
import { createServer as createNetServer, type Server as NetServer } from 'node:net'
import { MandateError } from '../../core/errors/index.ts'
import type { Settings } from '../../platform/settings/settings.ts'
import { answer } from '../http/answer.ts'
import type { Handler } from '../http/dispatcher.ts'

/** Private key and certificate chain, PEM. */
export type TlsKey = { key: string; cert: string }

/** The doors of the house that this thread keeps. They open at once, so that a taken port is known before anything is touched. */
export type Listeners = {
  http: HttpServer
  /** From now on requests are answered by `handler`, and TLS with this key and certificate chain (PEM). */
  open(handler: Handler, tls: TlsKey): void
  /** New connections get this certificate. */
  presentCertificate(tls: TlsKey): void
  /** Takes no new request, lets those that run finish for up to `graceMs`, then cuts them. */
  close(graceMs: number): Promise<void>
}

/** Longest time for the headers, and for the whole of a request, to arrive, ms: a slow sender holds nothing for long. */
const headersTimeout = 15_000
const requestTimeout = 60_000

export type DoorName = 'http' | 'https'

/**
 * Opens the doors that are named; both where nothing is said.
 *
 * @throws MandateError `start.port-taken`, `start.port-refused`
 */
export async function openListeners(
  settings: Settings,
  names: readonly DoorName[] = ['http', 'https'],
): Promise<Listeners> {
  let handler = sayStarting
  const options = { headersTimeout, requestTimeout, keepAliveTimeout: 10_000 }
  const http = createHttpServer(options, (request, response) => void handler(request, response))
  const https = createHttpsServer(
    { ...options, minVersion: 'TLSv1.2' },
    (request, response) => void handler(request, response),
  )
  // Next attaches its own listener for the development socket to the plain server.
  https.on('upgrade', (request, socket, head) => http.emit('upgrade', request, socket, head))

  const places = {
    http: { server: http, port: settings.httpPort, setting: 'PORT' },
    https: { server: https, port: settings.httpsPort, setting: 'HTTPS_PORT' },
  }
  const kept = names.map((name) => places[name])
  const servers = kept.map(({ server }) => server)
  const doors = kept.flatMap((place) => doorsOf({ ...place, host: settings.host }))
  try {
    for (const door of doors) await listen(door)
  } catch (error) {
    for (const { server } of doors) server.close()
    throw error
  }

  const presentCertificate = (tls: TlsKey) => https.setSecureContext({ ...tls, minVersion: 'TLSv1.2' })
  return {
    http,
    open(next, tls) {
      presentCertificate(tls)
      handler = next
    },
    presentCertificate,
    async close(graceMs) {
      const closed = servers.map((server) => new Promise<void>((resolve) => void server.close(() => resolve())))
      for (const server of servers) server.closeIdleConnections()
      const cut = setTimeout(() => {
        for (const server of servers) server.closeAllConnections()
      }, graceMs)
      await Promise.all(closed)
      clearTimeout(cut)
    },
  }
}

/** What is said while the house is not ready. */
export const sayStarting: Handler = (_request, response) =>
  answer(response, 503, 'text/plain; charset=utf-8', 'Mandate is starting. Try again in a few seconds.\n', {
    'retry-after': '2',
  })

type Door = { server: NetServer; host: string; port: number; setting: string; optional: boolean }

/**
 * `localhost` is two addresses, and clients differ in which they try: the second one hands its connections to the
 * server of the first.
 */
function doorsOf({
  server,
  host,
  port,
  setting,
}: Omit<Door, 'optional'> & { server: HttpServer | HttpsServer }): Door[] {
  if (host !== 'localhost') return [{ server, host, port, setting, optional: false }]
  const second = createNetServer((socket) => server.emit('connection', socket))
  server.on('close', () => second.close())
  return [
    { server, host: '127.0.0.1', port, setting, optional: false },
    { server: second, host: '::1', port, setting, optional: true },
  ]
}

async function listen({ server, host, port, setting, optional }: Door): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      // A machine without IPv6 has no second door.
      if (optional && (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT')) return resolve()
      const code = error.code === 'EADDRINUSE' ? 'start.port-taken' : 'start.port-refused'
      reject(new MandateError(code, { port, setting, reason: error.code ?? error.message }, { cause: error }))
    }
    server.once('error', onError)
    server.listen(port, host, () => {
      server.off('error', onError)
      resolve()
    })
  })
}
