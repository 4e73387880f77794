import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seed, seedWorld } from '../../../../prisma/seed/index.ts'
import { openTestAuthority } from '../../../../test/support/authority.ts'
import { makeTestCredential } from '../../../../test/support/credentials.ts'
import { createTestRuntime, type TestRuntime } from '../../../../test/support/runtime.ts'
import { storeKinds } from '../../../../test/support/stores.ts'
import { systemRandom, uuid } from '../../../core/random.ts'
import type { Authority } from '../../../platform/authority/authority.ts'
import { lockBusiness } from '../../../platform/clock/lock-business.ts'
import { verifyHistory } from '../../../platform/history/verify-history.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'
import type { UseCaseContext } from '../../context.ts'
import { createCredentialDirectory } from '../../credentials/directory/credential-directory.ts'
import { revokeCredential } from '../../credentials/revocation/revoke-credential.ts'
import { travel } from '../time/travel.ts'
import { deleteSnapshot } from './delete-snapshot.ts'
import { listSnapshots } from './list-snapshots.ts'
import { resetWorld } from './reset-world.ts'
import { restoreSnapshot } from './restore-snapshot.ts'
import { takeSnapshot } from './take-snapshot.ts'
import { worldTables } from './world-tables.ts'

const bakery = '96312011219'

describe.each(storeKinds)('the world of a sandbox on %s', (kind) => {
  let runtime: TestRuntime
  let authority: Authority
  let grace: UseCaseContext
  beforeAll(async () => {
    runtime = await createTestRuntime(kind)
    authority = await openTestAuthority(runtime)
    await seed(runtime, authority)
    const person = await runtime.store.person.findFirstOrThrow({ where: { givenNames: 'Grace' } })
    const { id: personId, givenNames, familyName } = person
    grace = { runtime, actor: { personId, givenNames, familyName, strength: 'STRONG' } }
  })
  afterAll(() => runtime.close())

  /** What has been spent, ms: for a database in this process, of the processor, since others may slow down the machine. */
  const spent = () => (kind === 'embedded' ? process.cpuUsage().user / 1000 : performance.now())
  const code = (work: Promise<unknown>) =>
    work.then(
      () => 'not refused',
      (error: { code: string }) => error.code,
    )
  /** Every row of the world, as text. */
  const worldText = async () => {
    const rows: string[] = []
    for (const table of await worldTables(runtime.store)) {
      const texts = await runtime.store.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS "row" FROM "${table}" t`)
      rows.push(...texts.map(({ row }) => `${table} ${row}`))
    }
    return rows.sort()
  }

  test('keys, sign-ins, traces and snapshots are no part of it, people and businesses are', async () => {
    const tables = await worldTables(runtime.store)
    for (const name of ['AuthorityKey', 'Secret', 'Counter', 'Session', 'OidcRecord', 'SeenMessage', 'Trace']) {
      expect(tables).not.toContain(name)
    }
    for (const name of ['SandboxSnapshot', 'SandboxSnapshotPart', 'SandboxAct', '_prisma_migrations']) {
      expect(tables).not.toContain(name)
    }
    expect(tables).toEqual(expect.arrayContaining(['Person', 'Credential', 'Mail', 'HistoryEntry', 'SandboxFault']))
    expect(tables.indexOf('Business')).toBeLessThan(tables.indexOf('Authorisation'))
    expect(tables.indexOf('Authorisation')).toBeLessThan(tables.indexOf('Credential'))
  })

  test('what cannot be done is refused and changes nothing', async () => {
    const before = await worldText()
    expect(await code(restoreSnapshot(runtime, { name: 'never-taken' }))).toBe('sandbox.snapshot-unknown')
    expect(await code(deleteSnapshot(runtime, { name: 'never-taken' }))).toBe('sandbox.snapshot-unknown')
    for (const name of ['', '../up', 'a b', '-x', 'x'.repeat(61), '\'; DROP TABLE "Person"; --']) {
      expect(await code(takeSnapshot(runtime, { name })), name).toBe('common.invalid-input')
      expect(await code(restoreSnapshot(runtime, { name })), name).toBe('common.invalid-input')
    }
    await takeSnapshot(runtime, { name: 'twice' })
    expect(await code(takeSnapshot(runtime, { name: 'twice' }))).toBe('sandbox.snapshot-exists')
    expect((await takeSnapshot(runtime, { name: 'twice', replace: true })).name).toBe('twice')
    const of = { ...runtime, settings: { ...runtime.settings, mode: 'production' as const } }
    const inProduction = [
      takeSnapshot(of, { name: 'a' }),
      restoreSnapshot(of, { name: 'twice' }),
      deleteSnapshot(of, { name: 'twice' }),
      resetWorld(of, async () => {}),
      listSnapshots(of),
    ]
    for (const work of inProduction) expect(await code(work)).toBe('common.not-found')
    expect(await worldText()).toEqual(before)
    await deleteSnapshot(runtime, { name: 'twice' })
    expect(await runtime.store.sandboxSnapshotPart.count()).toBe(0)
  })

  test('a snapshot of another version is shown as such and not restored', async () => {
    await takeSnapshot(runtime, { name: 'old' })
    await runtime.store.sandboxSnapshot.update({ where: { name: 'old' }, data: { migration: '20200101000000_other' } })
    expect(await listSnapshots(runtime)).toMatchObject([{ name: 'old', isUsable: false }])
    expect(await code(restoreSnapshot(runtime, { name: 'old' }))).toBe('sandbox.snapshot-of-other-version')
    await deleteSnapshot(runtime, { name: 'old' })
  })

  test('a restored world is the old one to the last byte, and what remembers it is told', async () => {
    const made = await makeTestCredential(grace, { abn: bakery, name: 'Till' })
    const directory = createCredentialDirectory(runtime)
    const { sha256Fingerprint } = await runtime.store.credential.findUniqueOrThrow({ where: { id: made.credentialId } })
    const isWorking = async () => (await directory.find({ sha256: sha256Fingerprint ?? '' }))?.state.works
    const before = await worldText()
    await takeSnapshot(runtime, { name: 'before' })

    const { version } = await runtime.store.credential.findUniqueOrThrow({ where: { id: made.credentialId } })
    await revokeCredential(grace, {
      submissionId: uuid(systemRandom),
      abn: bakery,
      id: made.credentialId,
      version,
      reason: 'KEY_COMPROMISE',
      declaration: 'yes',
    } as Parameters<typeof revokeCredential>[1])
    await travel(runtime, { abn: bakery, to: 'days', days: 400 })
    await makeTestCredential(grace, { abn: bakery, name: 'Later' }).catch(() => {})
    expect(await isWorking()).toBe(false)

    await restoreSnapshot(runtime, { name: 'before' })
    expect(await worldText()).toEqual(before)
    expect(await isWorking()).toBe(true)
    expect((await runtime.store.business.findUniqueOrThrow({ where: { abn: bakery } })).clockOffsetMs).toBe(0n)
    // The world goes on: the next entry of the history fits to the restored ones.
    await makeTestCredential(grace, { abn: bakery, name: 'After' })
    expect(await verifyHistory(runtime.store, bakery)).toMatchObject({ faults: [] })
    directory.close()
  })

  test('who is no longer a person is signed out, everybody else stays signed in', async () => {
    const stranger = await runtime.store.person.create({
      data: {
        id: uuid(systemRandom),
        subject: 'later',
        givenNames: 'La',
        familyName: 'Ter',
        createdAt: new Date(),
        lastSeenAt: new Date(),
      },
    })
    for (const personId of [stranger.id, grace.actor.personId]) {
      const at = new Date(runtime.clock.now())
      await runtime.store.session.create({
        data: { id: uuid(systemRandom), personId, strength: 'STRONG', startedAt: at, lastSeenAt: at, endsAt: at },
      })
    }
    await restoreSnapshot(runtime, { name: 'before' })
    const sessions = await runtime.store.session.findMany({ select: { personId: true } })
    expect(sessions).toEqual([{ personId: grace.actor.personId }])
  })

  test('a restore that fails half-way leaves the world as it was', async () => {
    await takeSnapshot(runtime, { name: 'broken' })
    const part = await runtime.store.sandboxSnapshotPart.findFirstOrThrow({
      where: { snapshotName: 'broken', tableName: 'Person' },
    })
    await runtime.store.sandboxSnapshotPart.update({
      where: { snapshotName_position: { snapshotName: 'broken', position: part.position } },
      data: { rows: ['(no,row,of,this,table)'] },
    })
    const before = await worldText()
    await expect(restoreSnapshot(runtime, { name: 'broken' })).rejects.toThrow()
    expect(await worldText()).toEqual(before)
    await deleteSnapshot(runtime, { name: 'broken' })
  })

  test('work that runs while the world is replaced is either before it or after it', async () => {
    await takeSnapshot(runtime, { name: 'calm' })
    const before = await worldText()
    const writing = Array.from({ length: 12 }, (_, at) =>
      runtime.gate.pass(() =>
        inTransaction(runtime.store, async (tx) => {
          await lockBusiness(tx, runtime.clock, bakery as never)
          await tx.business.update({ where: { abn: bakery }, data: { name: `Name ${at}` } })
        }),
      ),
    )
    const restoring = runtime.gate.pass(() => restoreSnapshot(runtime, { name: 'calm' }))
    await Promise.all([...writing, restoring])
    expect(await worldText()).toEqual(before)
  })

  test('a reset makes the world of a new sandbox, with the same keys', async () => {
    const keys = await runtime.store.authorityKey.findMany({ select: { id: true }, orderBy: { id: 'asc' } })
    await resetWorld(runtime, (tx) => seedWorld(tx, runtime))
    expect(await runtime.store.credential.count()).toBe(0)
    expect(await runtime.store.mail.count()).toBe(0)
    expect((await runtime.store.business.findMany({ orderBy: { abn: 'asc' } })).map(({ abn }) => abn)).toEqual([
      '11000002568',
      bakery,
    ])
    expect(await runtime.store.authorityKey.findMany({ select: { id: true }, orderBy: { id: 'asc' } })).toEqual(keys)
    expect((await listSnapshots(runtime)).map(({ name }) => name).sort()).toEqual(['before', 'calm'])
  })

  test('ten thousand rows are kept and brought back in under two seconds each', async () => {
    await runtime.store.$executeRawUnsafe(`
      INSERT INTO "Mail" ("id", "dedupeKey", "kind", "recipient", "subject", "text", "html", "status", "nextAttemptAt",
        "createdAt")
      SELECT gen_random_uuid(), 'many/' || n, 'renewal-due', 'person' || n || '@example.com', 'Ends soon',
        repeat('A text, with "quotes", commas (and brackets)' || chr(10), 10), repeat('<p>A \\ backslash</p>', 20),
        'SENT', now(), now() FROM generate_series(1, 10000) n`)
    const began = spent()
    const { rows } = await takeSnapshot(runtime, { name: 'many' })
    const taken = spent()
    await restoreSnapshot(runtime, { name: 'many' })
    const restored = spent()
    expect(rows).toBeGreaterThan(10_000)
    expect(await runtime.store.mail.count()).toBe(10_000)
    process.stdout.write(
      `${kind}: ${rows} rows, snapshot ${Math.round(taken - began)} ms, restore ${Math.round(restored - taken)} ms\n`,
    )
    expect(taken - began).toBeLessThan(2_000)
    expect(restored - taken).toBeLessThan(2_000)
  })
})
