import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestAuthority } from '../../../../test/support/authority.ts'
import { business, type Cast, castRoles, makeKept, seedCast } from '../../../../test/support/credentials.ts'
import { createTestRuntime, type TestRuntime } from '../../../../test/support/runtime.ts'
import { storeKinds } from '../../../../test/support/stores.ts'
import { day, type Instant } from '../../../core/clock.ts'
import { checkCredentialName } from '../create/check-credential-name.ts'
import { exportCredentials } from './export-credentials.ts'
import { listCredentials } from './list-credentials.ts'

const { abn } = business

describe.each(storeKinds)('listing on %s', (kind) => {
  let runtime: TestRuntime
  let cast: Cast
  let start: Instant
  beforeAll(async () => {
    runtime = await createTestRuntime(kind)
    start = runtime.clock.now()
    await openTestAuthority(runtime)
    cast = await seedCast(runtime)
    for (let index = 0; index < 16; index++) await makeKept(runtime, `Listed ${index}`)
    const [revoked, unassigned, expired] = await runtime.store.credential.findMany({ take: 3, orderBy: { id: 'asc' } })
    const change = (id: string | undefined, data: object) =>
      runtime.store.credential.update({ where: { id: id ?? '' }, data })
    const at = new Date(start)
    await change(revoked?.id, { status: 'REVOKED', revokedAt: at, revocationReason: 'UNSPECIFIED' })
    const worksUntil = new Date(start + 30 * day)
    await change(unassigned?.id, { status: 'SUSPENDED', custodianId: null, unassignedAt: at, worksUntil })
    await change(expired?.id, { notAfter: new Date(start - day) })
  })
  afterAll(() => runtime.close())
  beforeEach(() => {
    runtime.clock.set(start)
  })

  const row = (id: string) => runtime.store.credential.findUniqueOrThrow({ where: { id } })
  const kept = (name: string) => makeKept(runtime, name)

  test.each(castRoles)('as %s: what the matrix says', async (role) => {
    const listing = listCredentials(cast[role], { abn })
    if (['principal', 'representative', 'administratorMca', 'mca'].includes(role)) {
      expect((await listing).mayCreate).toBe(true)
    } else await expect(listing).rejects.toMatchObject({ code: 'ram.role-too-low' })
  })

  test.each(['name', 'newest', 'valid-to'] as const)(
    'by %s, pages join without a gap or a repeat, both ways',
    async (sort) => {
      const all = await listCredentials(cast.mca, { abn, sort, pageSize: 100 })
      expect(all.rows.length).toBe(all.total)
      const forwards: string[] = []
      let page = await listCredentials(cast.mca, { abn, sort, pageSize: 7 })
      expect(page.previous).toBeNull()
      const pages = [page]
      while (page.next !== null) {
        page = await listCredentials(cast.mca, { abn, sort, pageSize: 7, after: page.next })
        pages.push(page)
      }
      forwards.push(...pages.flatMap(({ rows }) => rows.map(({ id }) => id)))
      expect(forwards).toEqual(all.rows.map(({ id }) => id))
      const back = await listCredentials(cast.mca, { abn, sort, pageSize: 7, before: pages.at(-1)?.previous ?? '' })
      expect(back.rows.map(({ id }) => id)).toEqual(pages.at(-2)?.rows.map(({ id }) => id))
    },
  )

  test('the export has every line of the list, and refuses who may not before the first', async () => {
    const { total } = await listCredentials(cast.mca, { abn })
    const { fileName, pieces } = await exportCredentials(cast.mca, { abn })
    const lines = (await gather(pieces)).join('').split('\r\n').slice(0, -1)
    expect(fileName).toBe(`machine-credentials_${abn}_2026-03-02.csv`)
    expect(lines).toHaveLength(total + 1)
    expect(new Set(lines.map((line) => line.split(',').length >= 13))).toEqual(new Set([true]))
    await expect(exportCredentials(cast.user, { abn })).rejects.toMatchObject({ code: 'ram.role-too-low' })
    await expect(exportCredentials(cast.stranger, { abn })).rejects.toMatchObject({ code: 'ram.no-authorisation' })
  })

  test('filters agree with the counts', async () => {
    const { counts } = await listCredentials(cast.mca, { abn })
    for (const status of ['active', 'suspended', 'revoked', 'expired'] as const) {
      const { rows, total } = await listCredentials(cast.mca, { abn, status: [status], pageSize: 100 })
      expect(total).toBe(counts[status])
      expect(rows.every((one) => one.status === status)).toBe(true)
    }
  })

  test('a search finds names, makers and serial numbers, and takes no wildcard or SQL', async () => {
    const { id } = await kept('100% sure'.replace('%', '.'))
    const { serial } = await row(id)
    const ids = async (search: string) =>
      (await listCredentials(cast.mca, { abn, search, pageSize: 100 })).rows.map((one) => one.id)
    expect(await ids('100. SURE')).toEqual([id])
    expect(await ids('Keeper100')).toEqual([id])
    expect(await ids(serial.toUpperCase().replace(/(..)(?=.)/g, '$1:'))).toEqual([id])
    expect(await ids(BigInt(`0x${serial}`).toString())).toEqual([id])
    expect(await ids('%')).toEqual([])
    expect(await ids("' OR 1=1 --")).toEqual([])
  })

  test.each(['', 'x', 'W10=', Buffer.from('["a"]').toString('base64')])(
    'a cursor that no list gave out (%j)',
    async (after) => {
      await expect(listCredentials(cast.mca, { abn, after })).rejects.toMatchObject({ code: 'api.cursor-unknown' })
    },
  )

  test('the same name is said before, and what only looks the same as well', async () => {
    await kept('Server One')
    expect(await checkCredentialName(cast.mca, { abn, name: ' Server  One ' })).toMatchObject({
      name: 'Server One',
      sameName: [{ status: 'active' }],
      warning: expect.stringContaining('will share its permissions'),
    })
    expect(await checkCredentialName(cast.mca, { abn, name: 'SERVER ONE' })).toMatchObject({
      sameName: [],
      similar: ['Server One'],
      warning: expect.stringContaining('will not share'),
    })
    expect(await checkCredentialName(cast.mca, { abn, name: 'Server_One' })).toMatchObject({
      similar: [],
      warning: null,
    })
  })
})

async function gather(pieces: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = []
  for await (const piece of pieces) all.push(piece)
  return all
}
