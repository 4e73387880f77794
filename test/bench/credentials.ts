/**
 * Credentials with everything that belongs to them, on a real PostgreSQL: issued per second (the row before the
 * signature, the row after it, the history), found in memory per second, and a revocation list of 100,000 lines read
 * and renewed.
 *
 *   node test/bench/credentials.ts [credentials]
 */
import { createHash } from 'node:crypto'
import { systemClock } from '../../lib/core/clock.ts'
import { systemRandom, uuid } from '../../lib/core/random.ts'
import { createTestCredential } from '../../lib/domain/credentials/create/create-test-credential.ts'
import { createCredentialDirectory } from '../../lib/domain/credentials/directory/credential-directory.ts'
import { openRevocationLists } from '../../lib/domain/credentials/revocation/revocation-lists.ts'
import { masterKeySealer } from '../../lib/platform/keys/sealer.ts'
import { silentLog } from '../../lib/platform/log/log.ts'
import { createGate } from '../../lib/platform/runtime/gate.ts'
import type { Runtime } from '../../lib/platform/runtime/runtime.ts'
import { localSignals } from '../../lib/platform/runtime/signals.ts'
import { readSettings } from '../../lib/platform/settings/settings.ts'
import { openStore } from '../../lib/platform/store/open.ts'
import { cachedKeys, openTestAuthority } from '../support/authority.ts'
import { business, requestFor } from '../support/credentials.ts'
import { startTemporaryPostgres } from '../support/postgres.ts'

const count = Number(process.argv[2] ?? 200)
const atOnce = 8
const lines = 100_000
const { abn } = business

const postgres = await startTemporaryPostgres()
const opened = await openStore({ url: postgres.url })
const { store } = opened
const runtime: Runtime = {
  settings: readSettings({}),
  store,
  clock: systemClock,
  random: systemRandom,
  sealer: masterKeySealer(new Uint8Array(32).fill(7), systemRandom),
  log: silentLog,
  gate: createGate(),
  signals: localSignals(() => {}),
}
const authority = await openTestAuthority(runtime)
const registered = { ...business, entityType: 'Company', statusFrom: '2020-01-01', state: 'NSW', postcode: '2000' }
await store.registerEntry.create({ data: { ...registered, status: 'REGISTERED' } })

const makeKey = cachedKeys('bench')
const requests: string[] = []
while (requests.length < count) requests.push(await requestFor({ abn, name: 'Bench', key: await makeKey(2048) }))
const issuingFrom = performance.now()
await Promise.all(Array.from({ length: atOnce }, issueThem))
const credentialsPerSecond = Math.round((count * 1000) / (performance.now() - issuingFrom))

const issued = await store.credential.findFirstOrThrow({ where: { status: 'ACTIVE' } })
const directory = createCredentialDirectory(runtime)
const key = { sha256: issued.sha256Fingerprint ?? '' }
await directory.find(key)
const directoryFindsPerSecond = rate(() => directory.find(key))

await writeRevoked(lines)
const lists = openRevocationLists(runtime, authority)
const listReadMilliseconds = await milliseconds(() => lists.sub())
const listRenewedMilliseconds: number[] = []
for (const { id } of await store.credential.findMany({ where: { status: 'ACTIVE' }, take: 5, select: { id: true } })) {
  const revokedAt = new Date(systemClock.now())
  await store.credential.update({
    where: { id },
    data: { status: 'REVOKED', revokedAt, revocationReason: 'SUPERSEDED' },
  })
  runtime.signals.emit('credential-changed', { credentialId: id, abn })
  listRenewedMilliseconds.push(await milliseconds(() => lists.sub()))
}

const result = {
  credentialsPerSecond,
  directoryFindsPerSecond,
  listLines: lines,
  listReadMilliseconds,
  listRenewedMilliseconds: listRenewedMilliseconds.sort((a, b) => a - b)[2],
}
for (const [name, value] of Object.entries(result)) process.stdout.write(`${name.padEnd(28)} ${value}\n`)
process.stdout.write(`${JSON.stringify(result)}\n`)
lists.close()
directory.close()
await opened.close()
await postgres.stop()

async function issueThem(): Promise<void> {
  for (let next = requests.shift(); next !== undefined; next = requests.shift()) {
    await createTestCredential(runtime, { abn, name: 'Bench', certificateRequest: next })
  }
}

async function writeRevoked(total: number): Promise<void> {
  const now = new Date(systemClock.now())
  const notAfter = new Date(systemClock.now() + 10 ** 10)
  for (let from = 0; from < total; from += 2_000) {
    await store.credential.createMany({
      data: Array.from({ length: 2_000 }, (_, index) => {
        const digest = createHash('sha256')
          .update(String(from + index))
          .digest('hex')
        return {
          id: uuid(systemRandom),
          abn,
          name: 'Revoked',
          status: 'REVOKED' as const,
          serial: `7${digest.slice(1, 40)}`,
          keyHash: digest,
          notBefore: now,
          notAfter,
          createdByName: 'Bench',
          revokedAt: now,
          revocationReason: 'SUPERSEDED' as const,
          createdAt: now,
        }
      }),
    })
  }
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return Math.round(performance.now() - from)
}

function rate(call: () => unknown): number {
  const until = performance.now() + 500
  let calls = 0
  const from = performance.now()
  do {
    for (let turn = 0; turn < 1_000; turn++) call()
    calls += 1_000
  } while (performance.now() < until)
  return Math.round((calls * 1_000) / (performance.now() - from))
}
