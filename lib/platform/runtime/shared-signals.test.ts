import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestAuthority } from '../../../test/support/authority.ts'
import { business, type Cast, makeTestCredential, newSubmission, seedCast } from '../../../test/support/credentials.ts'
import { createTestRuntime, type TestRuntime } from '../../../test/support/runtime.ts'
import { fromBase64 } from '../../core/bytes.ts'
import { systemRandom } from '../../core/random.ts'
import { createCredentialDirectory } from '../../domain/credentials/directory/credential-directory.ts'
import { revokeCredential } from '../../domain/credentials/revocation/revoke-credential.ts'
import { readCertificate } from '../../formats/pki/certificate/read.ts'
import { type SharedSignals, sharedSignals } from './shared-signals.ts'
import { localSignals } from './signals.ts'

let base: TestRuntime
let url: string
let here: SharedSignals
let there: SharedSignals
const errors: unknown[] = []
beforeAll(async () => {
  base = await createTestRuntime('postgresql')
  url = (base.opened as { url?: string }).url as string
  const open = () =>
    sharedSignals(
      localSignals((error) => errors.push(error)),
      { url, random: systemRandom, onError: (error) => errors.push(error) },
    )
  here = await open()
  there = await open()
})
afterAll(async () => {
  await here.close()
  await there.close()
  await base.close()
})
beforeEach(() => {
  errors.length = 0
})

/** What `signals` hears of a kind, from now on. */
function heardBy(signals: SharedSignals, name: 'credential-changed' | 'business-changed' | 'mail-queued') {
  const heard: unknown[] = []
  signals.on(name, (facts) => heard.push(facts))
  return heard
}

async function until(condition: () => boolean | Promise<boolean>, ms: number): Promise<number> {
  const begun = performance.now()
  while (!(await condition())) {
    if (performance.now() - begun > ms) throw new Error(`not within ${ms} ms`)
    await wait(5)
  }
  return performance.now() - begun
}

describe('signals between two processes on one PostgreSQL', () => {
  test('reach the other one, and this one once', async () => {
    const mine = heardBy(here, 'business-changed')
    const theirs = heardBy(there, 'business-changed')
    for (let index = 0; index < 200; index++) here.emit('business-changed', { abn: String(index) })
    expect(mine).toHaveLength(200)
    await until(() => theirs.length === 200, 1_000)
    expect(theirs).toEqual(mine)
    await wait(50)
    expect(mine).toHaveLength(200)
  })

  test('of mails and traces stay at home', async () => {
    const theirs = heardBy(there, 'mail-queued')
    const marker = heardBy(there, 'business-changed')
    here.emit('mail-queued', {})
    here.emit('trace-written', { traceId: 'x' })
    here.emit('business-changed', { abn: 'marker' })
    await until(() => marker.length === 1, 1_000)
    expect(theirs).toEqual([])
  })

  test('what somebody else writes to the channel is left alone unless it is a signal', async () => {
    const theirs = heardBy(there, 'business-changed')
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const odd = ['', '{', '[]', '{"from":"x"}', '{"from":"x","signal":{"name":"business-changed","facts":{"abn":1}}}']
    for (const payload of [...odd, '{"from":"x","signal":{"name":"something-new","facts":{}}}']) {
      await client.query('SELECT pg_notify($1, $2)', ['mandate_signals', payload])
    }
    await client.end()
    here.emit('business-changed', { abn: 'after' })
    await until(() => theirs.length > 0, 1_000)
    expect(theirs).toEqual([{ abn: 'after' }])
    expect(errors).toEqual([])
  })

  test('are heard again after the connection was lost', async () => {
    const theirs = heardBy(there, 'business-changed')
    await base.store.$queryRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND query LIKE 'LISTEN mandate_signals%'`
    await until(() => errors.length > 0, 1_000)
    await until(() => {
      here.emit('business-changed', { abn: 'again' })
      return theirs.length > 0
    }, 5_000)
  })
})

describe('a revocation by another process', () => {
  let cast: Cast
  beforeAll(async () => {
    await openTestAuthority(base)
    cast = await seedCast({ ...base, signals: here } as TestRuntime)
  })

  test('is known to the token service’s memory at once, without waiting for it to grow old', async () => {
    const created = await makeTestCredential(cast.mca, { name: 'Shared' })
    const { sha256 } = readCertificate(fromBase64(created.certificates[0] ?? '') ?? new Uint8Array()).fingerprints
    // It never grows old, so that only the signal can tell.
    const directory = createCredentialDirectory({ ...base, signals: there }, { maxAgeMs: Number.POSITIVE_INFINITY })
    expect((await directory.find({ sha256 }))?.state.works).toBe(true)
    await revokeCredential(
      { ...cast.mca, runtime: { ...cast.mca.runtime, signals: here } },
      {
        submissionId: newSubmission(),
        abn: business.abn,
        id: created.credentialId,
        version: 2,
        reason: 'KEY_COMPROMISE',
        declaration: 'yes',
      },
    )
    const took = await until(async () => (await directory.find({ sha256 }))?.state.works === false, 1_000)
    expect(took).toBeLessThan(1_000)
    directory.close()
  })
})
