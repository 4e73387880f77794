import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestAuthority } from '../../../../test/support/authority.ts'
import {
  business,
  type Cast,
  makeTestCredential,
  newSubmission,
  seedCast,
} from '../../../../test/support/credentials.ts'
import { createTestRuntime, type TestRuntime } from '../../../../test/support/runtime.ts'
import { storeKinds } from '../../../../test/support/stores.ts'
import { fromBase64 } from '../../../core/bytes.ts'
import { day } from '../../../core/clock.ts'
import { readCertificate } from '../../../formats/pki/certificate/read.ts'
import { localSignals } from '../../../platform/runtime/signals.ts'
import { revokeCredential } from '../revocation/revoke-credential.ts'
import { type CredentialDirectory, createCredentialDirectory } from './credential-directory.ts'

describe.each(storeKinds)('the directory on %s', (kind) => {
  let runtime: TestRuntime
  let cast: Cast
  let directory: CredentialDirectory
  let reads = 0
  beforeAll(async () => {
    runtime = await createTestRuntime(kind)
    await openTestAuthority(runtime)
    cast = await seedCast(runtime)
    directory = createCredentialDirectory({ ...runtime, store: counting(runtime) })
  })
  afterAll(async () => {
    directory.close()
    await runtime.close()
  })

  function counting({ store }: TestRuntime) {
    const credential = new Proxy(store.credential, {
      get(target, name) {
        if (name === 'findUnique') reads++
        return Reflect.get(target, name)
      },
    })
    return new Proxy(store, { get: (target, name) => (name === 'credential' ? credential : Reflect.get(target, name)) })
  }

  async function made(name: string) {
    const created = await makeTestCredential(cast.mca, { name })
    const leaf = readCertificate(fromBase64(created.certificates[0] ?? '') ?? new Uint8Array())
    return { ...created, leaf, sha256: leaf.fingerprints.sha256 }
  }

  const revoke = (id: string) =>
    revokeCredential(cast.mca, {
      submissionId: newSubmission(),
      abn: business.abn,
      id,
      version: 2,
      reason: 'KEY_COMPROMISE',
      declaration: 'yes',
    })

  test('finds a credential by each of its keys, and from memory the second time', async () => {
    const { credentialId, leaf, sha256 } = await made('Found')
    const first = await directory.find({ sha256 })
    expect(first).toMatchObject({
      entry: {
        credentialId,
        abn: business.abn,
        businessName: business.name,
        name: 'Found',
        isTest: false,
        serialDecimal: leaf.serial.decimal,
        custodian: { authorisationId: cast.authorisations.mca, name: 'Mca Tester' },
      },
      state: { status: 'active', works: true },
    })
    const before = reads
    for (const key of [{ sha256 }, { sha1: leaf.fingerprints.sha1 }, { serialHex: leaf.serial.hex }]) {
      const found = directory.find(key)
      expect(found).not.toBeInstanceOf(Promise)
      expect(found).toMatchObject({ entry: { credentialId } })
    }
    expect(reads).toBe(before)
  })

  test('a revocation is seen at once', async () => {
    const { credentialId, sha256 } = await made('Revoked')
    expect(await directory.find({ sha256 })).toMatchObject({ state: { works: true } })
    await revoke(credentialId)
    expect(await directory.find({ sha256 })).toMatchObject({
      state: { status: 'revoked', works: false, reason: 'KEY_COMPROMISE' },
    })
  })

  test('a revocation between the read and the answer is not remembered as working', async () => {
    const { credentialId, sha256 } = await made('Race')
    const reading = directory.find({ sha256 })
    await runtime.store.credential.update({
      where: { id: credentialId },
      data: { status: 'REVOKED', revokedAt: new Date(runtime.clock.now()), revocationReason: 'UNSPECIFIED' },
    })
    runtime.signals.emit('credential-changed', { credentialId, abn: business.abn })
    await reading
    expect(await directory.find({ sha256 })).toMatchObject({ state: { works: false } })
  })

  test('time alone ends a credential, without a signal', async () => {
    const { sha256 } = await made('Expires')
    await directory.find({ sha256 })
    const start = runtime.clock.now()
    runtime.clock.set(start + 731 * day)
    expect(await directory.find({ sha256 })).toMatchObject({ state: { status: 'expired', works: false } })
    runtime.clock.set(start)
  })

  test("the business's own clock counts, and time travel is seen at once", async () => {
    const { sha256 } = await made('Travels')
    await directory.find({ sha256 })
    const travel = async (ms: number) => {
      await runtime.store.business.update({ where: { abn: business.abn }, data: { clockOffsetMs: BigInt(ms) } })
      runtime.signals.emit('business-changed', { abn: business.abn })
    }
    await travel(731 * day)
    expect(await directory.find({ sha256 })).toMatchObject({ state: { status: 'expired' } })
    await travel(0)
    expect(await directory.find({ sha256 })).toMatchObject({ state: { status: 'active' } })
  })

  test('unknown keys are remembered until something new is there', async () => {
    const unknown = { sha256: 'ab'.repeat(32) }
    expect(await directory.find(unknown)).toBeUndefined()
    const before = reads
    expect(directory.find(unknown)).toBeUndefined()
    expect(reads).toBe(before)
    await made('New')
    await directory.find(unknown)
    expect(reads).toBe(before + 1)
  })

  test('one that is being issued, or was given up, is not there', async () => {
    const { credentialId, leaf } = await made('Gone')
    await runtime.store.credential.update({
      where: { id: credentialId },
      data: {
        status: 'ISSUING',
        certificate: null,
        sha1Fingerprint: null,
        sha256Fingerprint: null,
      },
    })
    runtime.signals.emit('credential-changed', { credentialId, abn: business.abn })
    expect(await directory.find({ serialHex: leaf.serial.hex })).toBeUndefined()
  })

  test('memory is bounded, and the longest unused goes first', async () => {
    const small = createCredentialDirectory({ ...runtime, store: counting(runtime) }, { entries: 2, unknowns: 2 })
    const [a, b, c] = [await made('A'), await made('B'), await made('C')]
    for (const { sha256 } of [a, b, a, c]) await small.find({ sha256 })
    expect(small.find({ sha256: a.sha256 })).not.toBeInstanceOf(Promise)
    expect(small.find({ sha256: b.sha256 })).toBeInstanceOf(Promise)
    small.close()
  })

  test('many questions at once for the same unknown thing cost one read', async () => {
    const { sha256 } = await made('Crowd')
    const before = reads
    await Promise.all(Array.from({ length: 50 }, () => directory.find({ sha256 })))
    expect(reads).toBe(before + 1)
  })
})

test('a revocation by another process is seen within a second', async () => {
  const runtime = await createTestRuntime('postgresql')
  await openTestAuthority(runtime)
  const cast = await seedCast(runtime)
  const created = await makeTestCredential(cast.mca)
  const leaf = readCertificate(fromBase64(created.certificates[0] ?? '') ?? new Uint8Array())
  // The other process: its own signals, the machine's clock, the same database.
  const other = createCredentialDirectory({
    ...runtime,
    settings: { ...runtime.settings, databaseUrl: 'postgresql://shared/database' },
    signals: localSignals(() => {}),
    clock: { now: () => (runtime.clock.now() + performance.now()) as never },
  })
  expect(await other.find({ sha256: leaf.fingerprints.sha256 })).toMatchObject({ state: { works: true } })
  await revokeCredential(cast.principal, {
    submissionId: newSubmission(),
    abn: business.abn,
    id: created.credentialId,
    version: 2,
    reason: 'SUPERSEDED',
    declaration: 'yes',
  })
  await wait(1_000)
  expect(await other.find({ sha256: leaf.fingerprints.sha256 })).toMatchObject({ state: { works: false } })
  other.close()
  await runtime.close()
})
