import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { isConflictOn } from '../conflict.ts'
import { type OpenedStore, openShared, openStore } from '../open.ts'
import { inTransaction } from '../transaction.ts'

const folder = mkdtempSync(join(tmpdir(), 'mandate-embedded-'))
const image = new Blob([readFileSync(inject('embeddedImage'))])
const business = (abn: string, name = 'A') => ({ abn, name, entityType: 'Company', createdAt: new Date(1_234) })

describe('the embedded database in its thread', () => {
  let first: OpenedStore
  let second: OpenedStore

  beforeAll(async () => {
    first = await openStore({ folder, image })
    second = await openShared(first.connect?.() as never)
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true })
  })

  test('gives every type back as it was', async () => {
    const certificate = Uint8Array.from({ length: 300 }, (_, at) => at)
    await first.store.relyingParty.create({
      data: {
        id: 'types',
        name: 'ä "quoted" \u{1F600}',
        certificate,
        keyTypes: ['symmetric', 'a,b{}'],
        defaultLifetimeSeconds: 1,
        maximumLifetimeSeconds: 2,
      },
    })
    const row = await second.store.relyingParty.findUniqueOrThrow({ where: { id: 'types' } })
    expect(Uint8Array.from(row.certificate)).toEqual(certificate)
    expect(row).toMatchObject({ name: 'ä "quoted" \u{1F600}', keyTypes: ['symmetric', 'a,b{}'], serviceId: null })
    const [raw] = await second.store.$queryRaw<object[]>`
      SELECT 9007199254740993::bigint AS "big", '{"a": [1, null]}'::jsonb AS "json", ${new Date(1_234)}::timestamptz AS "at",
        ARRAY[1, 2] AS "list", 1.5::float8 AS "float", true AS "yes"`
    expect(raw).toMatchObject({
      big: 9_007_199_254_740_993n,
      json: { a: [1, null] },
      at: new Date(1_234),
      list: [1, 2],
      float: 1.5,
      yes: true,
    })
  })

  test('says what the database says against a statement', async () => {
    await first.store.business.create({ data: business('12586695715') })
    const again = await second.store.business.create({ data: business('12586695715') }).catch((error) => error)
    expect(isConflictOn(again, 'abn', { primaryKey: true })).toBe(true)
    const divided = await second.store.$queryRaw`SELECT 1 / 0`.catch((error: Error) => error as Error)
    expect(divided).toMatchObject({ code: 'P2010' })
    expect((divided as Error).message).toContain('22012')
  })

  test('keeps nothing of a transaction that fails, and lets the next one in', async () => {
    const failing = inTransaction(second.store, async (tx) => {
      await tx.business.create({ data: business('51824753556') })
      throw new Error('after the write')
    })
    await expect(failing).rejects.toThrow('after the write')
    expect(await first.store.business.count({ where: { abn: '51824753556' } })).toBe(0)
  })

  test('lets one transaction at a time in, whoever asks', async () => {
    await first.store.business.create({ data: business('11000002568', '0') })
    const add = ({ store }: OpenedStore) =>
      inTransaction(store, async (tx) => {
        const { name } = await tx.business.findUniqueOrThrow({ where: { abn: '11000002568' } })
        await new Promise((resolve) => setTimeout(resolve, 2))
        await tx.business.update({ where: { abn: '11000002568' }, data: { name: String(Number(name) + 1) } })
      })
    await Promise.all(Array.from({ length: 20 }, (_, at) => add(at % 2 === 0 ? first : second)))
    const { name } = await first.store.business.findUniqueOrThrow({ where: { abn: '11000002568' } })
    expect(name).toBe('20')
  })

  test('rolls back what a client leaves open when it goes', async () => {
    const leaving = await openShared(first.connect?.() as never)
    const left = new Promise<void>((resolve) => {
      void leaving.store
        .$transaction(async (tx) => {
          await tx.business.create({ data: business('96312011219') })
          resolve()
          await new Promise(() => {})
        })
        .catch(() => {})
    })
    await left
    const reading = first.store.business.count({ where: { abn: '96312011219' } })
    const { close } = leaving
    void close()
    expect(await reading).toBe(0)
  })

  test('tells a client that asks after the end', async () => {
    await first.close()
    await expect(second.store.business.count()).rejects.toThrow('the embedded database has stopped')
  })
})

test('a folder that cannot be opened is told to who asked', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'mandate-embedded-')), 'database')
  writeFileSync(file, 'not a folder')
  await expect(openStore({ folder: join(file, '..'), image })).rejects.toThrow('cannot use its folder')
})
