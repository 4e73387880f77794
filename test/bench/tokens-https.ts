/**
 * Tokens per second over HTTPS with keep-alive: the whole service with its threads, the embedded database and traces,
 * asked by another process on the same machine. First as fast as it goes, then at half of that, for the time an answer
 * takes.
 *
 *   node test/bench/tokens-https.ts [requests in each part]
 */
import { fork } from 'node:child_process'
import { Agent, request as ask, createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { instant, manualClock } from '../../lib/core/clock.ts'
import { systemRandom } from '../../lib/core/random.ts'
import { tlsServerProfile } from '../../lib/formats/pki/profile/profiles.ts'
import { masterKeySealer } from '../../lib/platform/keys/sealer.ts'
import { silentLog } from '../../lib/platform/log/log.ts'
import { createGate } from '../../lib/platform/runtime/gate.ts'
import { localSignals } from '../../lib/platform/runtime/signals.ts'
import { readSettings } from '../../lib/platform/settings/settings.ts'
import { openStore } from '../../lib/platform/store/open.ts'
import { createMasService } from '../../lib/services/mas/index.ts'
import { testService, usiAddress } from '../attacks/mas-world.ts'

type Order = { port: number; messages: string[]; perSecond: number | undefined }
type Report = { perSecond: number; p50: number; p99: number; refused: number }

const connections = 32

if (process.send) {
  process.on('message', async (order: Order) => {
    process.send?.(await load(order))
    process.exit()
  })
} else {
  await main(Number(process.argv[2] ?? 3_000))
}

async function main(requests: number): Promise<void> {
  const world = await testService()
  const tls = await world.authority.issue(tlsServerProfile(), [{ name: 'CN', value: 'localhost' }], {
    dnsNames: ['localhost'],
  })
  const { store, close } = await openStore({ memory: true })
  const clock = manualClock(instant(world.clock.now()))
  await store.relyingParty.create({
    data: {
      id: 'usi',
      name: 'USI Registry',
      certificate: Uint8Array.from(world.relyingParty.certificate.der),
      keyTypes: ['symmetric'],
      defaultLifetimeSeconds: 1800,
      maximumLifetimeSeconds: 86_400,
      addresses: { create: [{ address: usiAddress }] },
    },
  })
  const key = { certificate: world.signer.certificate, privateKey: world.signer.privateKey }
  const { root, sub } = world.authority
  const settings = readSettings({})
  const sealer = masterKeySealer(new Uint8Array(32), systemRandom)
  const signals = localSignals(() => {})
  const service = await createMasService(
    { settings, store, clock, random: systemRandom, sealer, log: silentLog, signals, gate: createGate() },
    {
      authority: {
        root: root as never,
        sub: sub as never,
        tokenSigning: () => key,
        tokenSigningCertificates: () => [key.certificate],
      },
      directory: {
        find: (asked) => {
          const facts = 'sha256' in asked ? world.credentials.get(asked.sha256) : undefined
          return (
            facts && {
              entry: { ...facts, credentialId: '6f1c3f3e-52ba-4a8e-8d47-3a0d3b8ad001' } as never,
              state: { status: 'active', works: true, until: instant('2028-01-01') },
              businessNow: clock.now(),
            }
          )
        },
        close() {},
      },
      register: { findBusiness: async () => ({ status: 'REGISTERED' }) },
      decideRelationship: () => ({ allowed: false, reason: 'none', sentence: 'None.' }),
    },
  )
  const server = createServer(
    {
      key: tls.privateKey.export({ type: 'pkcs8', format: 'pem' }),
      cert: [tls, sub].map(({ certificate }) => pemOf(certificate.der)).join(''),
    },
    (question, answer) => void service.handle(question, answer),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const fresh = () =>
    Array.from({ length: requests }, () => {
      world.clock.advance(1)
      clock.set(world.clock.now())
      return world.request()
    })

  await run({ port, messages: fresh(), perSecond: undefined })
  const before = process.memoryUsage().rss
  const top = await run({ port, messages: fresh(), perSecond: undefined })
  const half = await run({ port, messages: fresh(), perSecond: top.perSecond / 2 })
  const after = process.memoryUsage().rss
  const written = await store.trace.count()
  server.closeAllConnections()
  server.close()
  await service.close?.()
  await close()

  const result = {
    tokensPerSecond: Math.round(top.perSecond),
    halfLoadP50Ms: round(half.p50),
    halfLoadP99Ms: round(half.p99),
    refused: top.refused + half.refused,
    tracesWritten: written,
    grownMegabytes: Math.round((after - before) / 1e6),
  }
  for (const [name, value] of Object.entries(result)) process.stdout.write(`${name.padEnd(18)} ${value}\n`)
  process.stdout.write(`${JSON.stringify(result)}\n`)
  process.exit()
}

function run(order: Order): Promise<Report> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL(import.meta.url).pathname, { execArgv: ['--disable-warning=ExperimentalWarning'] })
    child.on('message', (report: Report) => resolve(report))
    child.on('error', reject)
    child.send(order)
  })
}

/** Sends every message; as fast as the connections allow, or so many a second whatever the answers take. */
async function load({ port, messages, perSecond }: Order): Promise<Report> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections, rejectUnauthorized: false })
  const times: number[] = []
  let refused = 0
  const one = async (message: string, from: number) => {
    const status = await post(agent, port, message)
    times.push(performance.now() - from)
    if (status !== 200) refused++
  }
  const began = performance.now()
  if (perSecond === undefined) {
    const queue = [...messages]
    const worker = async () => {
      for (let message = queue.pop(); message; message = queue.pop()) await one(message, performance.now())
    }
    await Promise.all(Array.from({ length: connections }, worker))
  } else {
    const running: Promise<void>[] = []
    for (const [at, message] of messages.entries()) {
      const due = began + (at * 1000) / perSecond
      const wait = due - performance.now()
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
      running.push(one(message, Math.max(due, performance.now())))
    }
    await Promise.all(running)
  }
  const seconds = (performance.now() - began) / 1000
  times.sort((a, b) => a - b)
  const quantile = (share: number) => times[Math.floor((times.length - 1) * share)] as number
  return { perSecond: messages.length / seconds, p50: quantile(0.5), p99: quantile(0.99), refused }
}

function post(agent: Agent, port: number, message: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = ask(
      {
        agent,
        port,
        host: '127.0.0.1',
        path: '/R3.0/S007v1.3/service.svc',
        method: 'POST',
        headers: { 'content-type': 'application/soap+xml; charset=utf-8' },
      },
      (answer) => {
        answer.resume()
        answer.on('end', () => resolve(answer.statusCode ?? 0))
      },
    )
    sending.on('error', reject)
    sending.end(message)
  })
}

function pemOf(der: Uint8Array): string {
  return `-----BEGIN CERTIFICATE-----\n${Buffer.from(der)
    .toString('base64')
    .replace(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10
}
