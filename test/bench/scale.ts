/**
 * The token service beside a large database: tokens a second and the time of an answer with an almost empty PostgreSQL,
 * then with very many credentials and traces in it; what a list of traces takes, and what forgetting old ones takes.
 * Starts a PostgreSQL of its own. Other credentials than those in memory are asked for, so that each token reads its
 * credential from the database.
 *
 *   node test/bench/scale.ts [credentials, default 1000000] [traces, default 10000000]
 */
import { hash } from 'node:crypto'
import type { Abn } from '../../lib/core/abn.ts'
import { utf8 } from '../../lib/core/bytes.ts'
import { type Instant, instant, manualClock } from '../../lib/core/clock.ts'
import { systemRandom } from '../../lib/core/random.ts'
import { createCredentialDirectory } from '../../lib/domain/credentials/directory/credential-directory.ts'
import { answerMessage } from '../../lib/domain/mas/answer-message.ts'
import { authoriseRequest } from '../../lib/domain/mas/decision/authorise-request.ts'
import { forgetTraces } from '../../lib/domain/mas/trace/forget-traces.ts'
import { createTraceKeeper, toKept } from '../../lib/domain/mas/trace/trace-keeper.ts'
import { masterKeySealer } from '../../lib/platform/keys/sealer.ts'
import { silentLog } from '../../lib/platform/log/log.ts'
import { createGate } from '../../lib/platform/runtime/gate.ts'
import { localSignals } from '../../lib/platform/runtime/signals.ts'
import { readSettings } from '../../lib/platform/settings/settings.ts'
import { openStore } from '../../lib/platform/store/open.ts'
import { openPorts } from '../../lib/services/mas/ports.ts'
import { by, type Holder, testService, usiAddress } from '../attacks/mas-world.ts'
import { startTemporaryPostgres } from '../support/postgres.ts'

const credentials = Number(process.argv[2] ?? 1_000_000)
const traces = Number(process.argv[3] ?? 10_000_000)
const machines = 40
const rounds = 15

const postgres = await startTemporaryPostgres()
const { store, close } = await openStore({ url: postgres.url })
try {
  const world = await testService()
  const clock = manualClock(instant(world.clock.now()))
  const settings = readSettings({ DATABASE_URL: postgres.url })
  const sealer = masterKeySealer(new Uint8Array(32), systemRandom)
  const runtime = {
    settings,
    store,
    clock,
    random: systemRandom,
    sealer,
    log: silentLog,
    signals: localSignals(() => {}),
    gate: createGate(),
  }
  const abn = '27809366375' as Abn
  await store.business.create({
    data: { abn, name: 'Wattle Vale', entityType: 'Company', createdAt: new Date(clock.now()) },
  })
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
  const holders: Holder[] = []
  for (let at = 0; at < machines; at++) {
    const holder = await world.authority.credential(abn, `machine ${at}`)
    const { fingerprints, serial, notBefore, notAfter, spki } = holder.certificate
    await store.credential.create({
      data: {
        id: crypto.randomUUID(),
        abn,
        name: `machine ${at}`,
        status: 'ACTIVE',
        serial: serial.hex,
        keyHash: hash('sha256', spki, 'hex'),
        certificate: Uint8Array.from(holder.certificate.der),
        sha1Fingerprint: fingerprints.sha1,
        sha256Fingerprint: fingerprints.sha256,
        notBefore: new Date(notBefore),
        notAfter: new Date(notAfter),
        createdByName: 'Bench',
        createdAt: new Date(clock.now()),
      },
    })
    holders.push(holder)
  }
  const key = { certificate: world.signer.certificate, privateKey: world.signer.privateKey }
  const { root, sub } = world.authority
  // No credential is remembered for longer than its request.
  const directory = createCredentialDirectory(runtime, { entries: 1, maxAgeMs: 0 })
  const ports = await openPorts(runtime, {
    authority: {
      root: root as never,
      sub: sub as never,
      tokenSigning: () => key,
      tokenSigningCertificates: () => [key.certificate],
    },
    directory,
    register: { findBusiness: async () => ({ status: 'REGISTERED' }) },
    decideRelationship: () => ({ allowed: false, reason: 'none', sentence: 'None.' }),
  })
  const keeper = createTraceKeeper(runtime)

  /** One after the other, each by another credential: tokens a second, and the slowest of a hundred. */
  const measure = async () => {
    const messages = Array.from({ length: machines * rounds }, (_, at) => {
      world.clock.advance(1)
      clock.set(world.clock.now())
      return utf8(world.request(by(holders[at % machines] as Holder)))
    })
    const times: number[] = []
    const began = performance.now()
    for (const message of messages) {
      const from = performance.now()
      const answer = await answerMessage(message, {
        ...world.world(),
        authorise: (verified) => authoriseRequest(verified, ports.decision),
      })
      times.push(performance.now() - from)
      if (answer.status !== 200 || !answer.trace) throw new Error(answer.body)
      keeper.keep(toKept(answer.trace))
    }
    const perSecond = Math.round(messages.length / ((performance.now() - began) / 1000))
    await keeper.close()
    times.sort((a, b) => a - b)
    return { perSecond, p50: tenths(at(times, 0.5)), p99: tenths(at(times, 0.99)) }
  }

  await measure()
  const small = await measure()
  say(`almost empty: ${JSON.stringify(small)}`)
  const seconds = await fill(clock.now())
  say(`filled in ${seconds} s`)
  await measure()
  const large = await measure()
  say(`full: ${JSON.stringify(large)}`)

  const page = await timed(() =>
    store.trace.findMany({ where: { abn }, orderBy: [{ at: 'desc' }, { id: 'asc' }], take: 20, omit: { steps: true } }),
  )
  const before = await store.$queryRaw<{ at: Date }[]>`SELECT "at" FROM "Trace" ORDER BY "at" OFFSET 20000 LIMIT 1`
  const forgetting = await timed(() =>
    forgetTraces(store, { before: before[0]?.at ?? new Date(0), most: 1e12, pauseMs: 0 }),
  )
  const result = {
    credentials: await store.credential.count(),
    traces,
    smallPerSecond: small.perSecond,
    largePerSecond: large.perSecond,
    smallP99Ms: small.p99,
    largeP99Ms: large.p99,
    listMs: tenths(page.ms),
    forgetting20000Ms: Math.round(forgetting.ms),
    filledSeconds: seconds,
  }
  await ports.close()
  directory.close()
  process.stdout.write(`${JSON.stringify(result)}\n`)
} finally {
  await close()
  await postgres.stop()
}
process.exit()

/** Rows as the service writes them, but with shorter steps; a million of them at a time. */
async function fill(now: Instant): Promise<number> {
  const began = performance.now()
  const slice = 250_000
  for (let done = 0; done < credentials; done += slice) {
    await store.$executeRaw`
      INSERT INTO "Credential" ("id", "abn", "name", "status", "serial", "keyHash", "sha1Fingerprint",
        "sha256Fingerprint", "certificate", "notBefore", "notAfter", "createdByName", "isTest", "createdAt", "version")
      SELECT gen_random_uuid(), '27809366375', 'filler ' || n, 'ACTIVE', lpad(to_hex(n), 40, '0'),
        encode(sha256(('k' || n)::bytea), 'hex'), substr(encode(sha256(('s' || n)::bytea), 'hex'), 1, 40),
        encode(sha256(('c' || n)::bytea), 'hex'), decode(repeat('30', 1100), 'hex'), now() - interval '1 year', now() + interval '1 year', 'Bench', true,
        now() - interval '1 year', 1
      FROM generate_series(${done + 1}::int, ${Math.min(done + slice, credentials)}::int) AS n`
  }
  const from = new Date(now - 29 * 86_400_000)
  for (let done = 0; done < traces; done += slice) {
    await store.$executeRaw`
      INSERT INTO "Trace" ("id", "at", "service", "outcome", "abn", "relyingPartyId", "durationMicros", "steps")
      SELECT 't' || substr(md5(n::text), 1, 16), ${from}::timestamptz + n * interval '1 day' * 28 / ${traces}::int,
        'S007v1.3', 'ACCEPTED', lpad((n % 5000)::text, 11, '3'), 'usi', 1000,
        '[{"name":"message","outcome":"passed","sentence":"The message is a SOAP 1.2 request for a token."}]'::jsonb
      FROM generate_series(${done + 1}::int, ${Math.min(done + slice, traces)}::int) AS n ON CONFLICT DO NOTHING`
    if (done % 2_000_000 === 0) say(`${done} traces`)
  }
  await store.$executeRawUnsafe('ANALYZE')
  return Math.round((performance.now() - began) / 1000)
}

async function timed<Value>(work: () => Promise<Value>): Promise<{ ms: number; value: Value }> {
  const began = performance.now()
  const value = await work()
  return { ms: performance.now() - began, value }
}

function at(sorted: number[], share: number): number {
  return sorted[Math.floor((sorted.length - 1) * share)] as number
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
