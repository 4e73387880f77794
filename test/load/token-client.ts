import { fork } from 'node:child_process'
import { connect, type TLSSocket } from 'node:tls'

/** What the client is told: messages to post, as fast as it goes or so many a second; empty ones are asked for by GET. */
export type TokenOrder = {
  host: string
  port: number
  path: string
  messages: string[]
  perSecond: number | undefined
  connections: number
}

/** What it saw; ms from sending a message to the end of its answer. */
export type TokenReport = {
  perSecond: number
  p50: number
  p99: number
  slowest: number
  refused: number
  /** How late the client itself was with a message, 99th percentile: time that no server took. */
  ownDelayP99: number
}

/**
 * Posts messages over HTTPS from a process of its own. Its connections are open before the measuring begins, one request
 * at a time on each; when all are busy, a message waits, and its time counts from when it was due.
 */
export function postTokens(order: TokenOrder): Promise<TokenReport> {
  return new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, { execArgv: ['--disable-warning=ExperimentalWarning'] })
    child.on('message', (report: TokenReport) => resolve(report))
    child.on('error', reject)
    child.on('exit', (code) => code && reject(new Error('The client failed.')))
    child.send(order)
  })
}

if (process.argv[1] === import.meta.filename) {
  process.once('message', async (order: TokenOrder) => {
    const report = await load(order)
    process.send?.(report, () => process.exit())
  })
}

async function load(order: TokenOrder): Promise<TokenReport> {
  const { messages, perSecond } = order
  const requests = messages.map((message) => requestOf(order, message))
  const idle = await Promise.all(Array.from({ length: order.connections }, () => openConnection(order)))
  const waiting: { request: Buffer; from: number; done(): void }[] = []
  const times: number[] = []
  const delays: number[] = []
  let refused = 0

  const start = (connection: Connection, { request, from, done }: (typeof waiting)[number]) => {
    connection.ask(request).then((status) => {
      times.push(performance.now() - from)
      if (status !== 200) refused++
      const next = waiting.shift()
      if (next) start(connection, next)
      else idle.push(connection)
      done()
    }, fail)
  }
  const post = (request: Buffer, from: number) =>
    new Promise<void>((done) => {
      const connection = idle.shift()
      const one = { request, from, done }
      if (connection) start(connection, one)
      else waiting.push(one)
    })

  const began = performance.now()
  if (perSecond === undefined) {
    const rest = [...requests]
    const worker = async () => {
      for (let request = rest.pop(); request; request = rest.pop()) await post(request, performance.now())
    }
    await Promise.all(Array.from({ length: order.connections }, worker))
  } else {
    const running: Promise<void>[] = []
    for (const [at, request] of requests.entries()) {
      const due = began + (at * 1000) / perSecond
      const wait = due - performance.now()
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
      const now = performance.now()
      delays.push(Math.max(0, now - due))
      running.push(post(request, now))
    }
    await Promise.all(running)
  }
  const seconds = (performance.now() - began) / 1000
  return {
    perSecond: messages.length / seconds,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    slowest: quantile(times, 1),
    refused,
    ownDelayP99: quantile(delays, 0.99),
  }
}

function quantile(values: number[], share: number): number {
  values.sort((a, b) => a - b)
  return Math.round((values[Math.floor((values.length - 1) * share)] ?? 0) * 10) / 10
}

function requestOf({ host, port, path }: TokenOrder, message: string): Buffer {
  if (message === '') return Buffer.from(`GET ${path} HTTP/1.1\r\nhost: ${host}:${port}\r\n\r\n`)
  const body = Buffer.from(message)
  const head = `POST ${path} HTTP/1.1\r\nhost: ${host}:${port}\r\ncontent-type: application/soap+xml; charset=utf-8\r\ncontent-length: ${body.length}\r\n\r\n`
  return Buffer.concat([Buffer.from(head), body])
}

type Connection = { ask(request: Buffer): Promise<number> }

/** Written by hand, so that the client takes little of the processors that it shares with the server. */
async function openConnection({ host, port }: TokenOrder): Promise<Connection> {
  const socket = await new Promise<TLSSocket>((resolve, reject) => {
    const opening = connect({ host, port, servername: 'localhost', rejectUnauthorized: false }, () => resolve(opening))
    opening.once('error', reject)
  })
  socket.setNoDelay(true)
  let asked: ((status: number) => void) | undefined
  let missing: number | undefined
  let status = 0
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('The server closed a connection.')))
  socket.on('data', (chunk: Buffer) => {
    if (missing === undefined) {
      const head = chunk.toString('latin1', 0, 2_000)
      const end = head.indexOf('\r\n\r\n')
      const length = /\r\ncontent-length: (\d+)\r\n/i.exec(head)?.[1]
      if (end < 0 || length === undefined) return fail(new Error(`An answer without a length: ${head.slice(0, 300)}`))
      status = Number(head.slice(9, 12))
      missing = Number(length) - (chunk.length - end - 4)
    } else {
      missing -= chunk.length
    }
    if (missing > 0) return
    missing = undefined
    asked?.(status)
  })
  return {
    ask: (request) =>
      new Promise((resolve) => {
        asked = resolve
        socket.write(request)
      }),
  }
}

function fail(error: Error): void {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
