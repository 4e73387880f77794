import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestStore, storeKinds } from '../../../test/support/stores.ts'
import { isConflictOn } from './conflict.ts'
import { migrationDiff } from './migrate.ts'
import type { OpenedStore } from './open.ts'
import { inTransaction } from './transaction.ts'

describe.each(storeKinds)('the database on %s', (kind) => {
  let opened: OpenedStore
  beforeAll(async () => {
    opened = await openTestStore(kind)
  })
  afterAll(async () => await opened.close())

  const business = (abn: string) => ({ abn, name: 'A', entityType: 'Company', createdAt: new Date(0) })

  it('keeps nothing of a transaction that fails', async () => {
    const failing = inTransaction(opened.store, async (tx) => {
      await tx.business.create({ data: business('51824753556') })
      throw new Error('after the write')
    })
    await expect(failing).rejects.toThrow('after the write')
    expect(await opened.store.business.count({ where: { abn: '51824753556' } })).toBe(0)
  })

  it('names the field of a unique constraint that was broken', async () => {
    await opened.store.business.create({ data: business('12586695715') })
    const again = opened.store.business.create({ data: business('12586695715') })
    const error = await again.catch((reason: unknown) => reason)
    expect(isConflictOn(error, 'abn', { primaryKey: true })).toBe(true)
    expect(isConflictOn(error, 'serial')).toBe(false)
  })

  it('refuses to change or remove history', async () => {
    const { store } = opened
    const entry = await store.historyEntry.create({
      data: {
        abn: '12586695715',
        position: 1,
        at: new Date(0),
        category: 'AUTHORISATION',
        act: 'test',
        actorName: 'A',
        subjectId: 's',
        subjectName: 'S',
        details: {},
        previousHash: '',
        hash: 'h1',
      },
    })
    await expect(store.historyEntry.update({ where: { id: entry.id }, data: { act: 'other' } })).rejects.toThrow()
    await expect(store.historyEntry.delete({ where: { id: entry.id } })).rejects.toThrow()
  })

  it('refuses an authorisation in force that nobody holds', async () => {
    const bad = opened.store.authorisation.create({
      data: {
        id: '00000000-0000-4000-8000-000000000001',
        abn: '12586695715',
        type: 'STANDARD',
        status: 'ACTIVE',
        givenNames: 'A',
        familyName: 'B',
        email: 'a@example.com',
        startDate: '2026-01-01',
        createdAt: new Date(0),
      },
    })
    await expect(bad).rejects.toThrow()
  })
})

describe('the migrations', () => {
  it('equal the schema', async () => {
    expect(await migrationDiff()).toBe('')
  }, 90_000)
})
