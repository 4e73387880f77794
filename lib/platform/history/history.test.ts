import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestRuntime, type TestRuntime } from '../../../test/support/runtime.ts'
import { storeKinds } from '../../../test/support/stores.ts'
import { instant } from '../../core/clock.ts'
import { canonicalJson } from '../../formats/history/entry-hash.ts'
import { inTransaction } from '../store/transaction.ts'
import { recordHistory } from './record-history.ts'
import { verifyHistory } from './verify-history.ts'

describe.each(storeKinds)('history on %s', (kind) => {
  let runtime: TestRuntime
  beforeAll(async () => {
    runtime = await createTestRuntime(kind)
  })
  afterAll(() => runtime.close())

  const newBusiness = async (abn: string) => {
    await runtime.store.business.create({ data: { abn, name: abn, entityType: 'Company', createdAt: new Date(0) } })
    return abn
  }
  const record = (abn: string, act: string, details?: { [name: string]: unknown }) =>
    inTransaction(runtime.store, (tx) =>
      recordHistory(tx, {
        abn,
        at: instant('2026-03-02T01:00:00.123Z'),
        category: 'AUTHORISATION',
        act,
        actor: 'system',
        subject: { id: 's', name: 'Sam' },
        details,
      }),
    )
  /** What only somebody with the rights of the database's owner could do. */
  const tamper = async (sql: string) => {
    await runtime.store.$executeRawUnsafe('ALTER TABLE "HistoryEntry" DISABLE TRIGGER "HistoryEntry_append_only"')
    await runtime.store.$executeRawUnsafe(sql)
    await runtime.store.$executeRawUnsafe('ALTER TABLE "HistoryEntry" ENABLE TRIGGER "HistoryEntry_append_only"')
  }

  it('numbers entries without a gap when many write at once, and verifies', async () => {
    const [a, b] = [await newBusiness('51824753556'), await newBusiness('12586695715')]
    await Promise.all(
      Array.from({ length: 16 }, (_, at) => record(at % 2 === 0 ? a : b, `act-${at}`, { at, nothing: undefined })),
    )
    const positions = await runtime.store.historyEntry.findMany({ where: { abn: a }, orderBy: { position: 'asc' } })
    expect(positions.map((entry) => entry.position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(await verifyHistory(runtime.store)).toEqual({ businesses: 2, entries: 16, faults: [] })
  })

  it('keeps nothing of an act that failed', async () => {
    const abn = await newBusiness('34241177887')
    const failing = inTransaction(runtime.store, async (tx) => {
      await recordHistory(tx, {
        abn,
        at: instant(0),
        category: 'CREDENTIAL',
        act: 'made',
        actor: { id: '00000000-0000-4000-8000-000000000001', name: 'Olivia Nguyen' },
        subject: { id: 'c', name: 'Server' },
      })
      throw new Error('after the entry')
    })
    await expect(failing).rejects.toThrow()
    expect(await runtime.store.historyEntry.count({ where: { abn } })).toBe(0)
  })

  it.each([
    ['83914571673', 'hash', `UPDATE "HistoryEntry" SET "actorName" = 'Somebody else' WHERE "position" = 2`],
    ['53004085616', 'hash', `UPDATE "HistoryEntry" SET "details" = '{"to": 2}' WHERE "position" = 2`],
    ['33102417032', 'gap', `DELETE FROM "HistoryEntry" WHERE "position" = 2`],
    ['48123123124', 'previous-hash', `UPDATE "HistoryEntry" SET "previousHash" = 'f' WHERE "position" = 2`],
  ])('finds what was tampered with in %s (%s)', async (abn, problem, sql) => {
    await newBusiness(abn)
    for (const act of ['one', 'two', 'three']) await record(abn, act, { to: 1 })
    expect((await verifyHistory(runtime.store, abn)).faults).toEqual([])
    await tamper(`${sql} AND "abn" = '${abn}'`)
    expect((await verifyHistory(runtime.store, abn)).faults).toEqual([{ abn, position: 2, problem }])
  })
})

describe('canonical JSON', () => {
  it('is the same text for the same data, whatever the order of names', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }), (data) => {
        const reversed = Object.fromEntries(Object.entries(data).reverse())
        expect(canonicalJson(reversed as never)).toBe(canonicalJson(data as never))
        expect(JSON.parse(canonicalJson(data as never))).toEqual(JSON.parse(JSON.stringify(data)))
      }),
      { numRuns: 100 },
    )
  })
})
