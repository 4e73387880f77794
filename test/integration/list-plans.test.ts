import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../../lib/core/clock.ts'
import type { UseCaseContext } from '../../lib/domain/context.ts'
import { listCredentials } from '../../lib/domain/credentials/show/list-credentials.ts'
import { listAuthorisations } from '../../lib/domain/ram/authorisations/list/list-authorisations.ts'
import { listMyBusinesses } from '../../lib/domain/ram/businesses/list-my-businesses.ts'
import { viewBusiness } from '../../lib/domain/ram/businesses/view-business.ts'
import { listHistory } from '../../lib/domain/ram/history/list-history.ts'
import { listLinkCases } from '../../lib/domain/ram/linking/cases/list-link-cases.ts'
import { PrismaClient } from '../../lib/platform/store/generated/client.ts'
import { measured, seedAuthorisations } from '../load/seed-authorisations.ts'
import { createTestRuntime, type TestRuntime } from '../support/runtime.ts'

/** Tables that grow with the country; a list may walk over a part of them, never over the whole. */
const growing = ['Authorisation', 'Business', 'HistoryEntry', 'Person', 'Credential', 'BusinessVisit']

type Asked = { query: string; params: unknown[] }

let runtime: TestRuntime
let client: pg.Client
let store: PrismaClient<'query'>
let context: UseCaseContext
let asked: Asked[] = []
beforeAll(async () => {
  runtime = await createTestRuntime('postgresql')
  const { url } = runtime.opened as { url?: string }
  client = new pg.Client({ connectionString: url })
  await client.connect()
  await seedAuthorisations(client, 30_000, { business: 1_000, person: 200 })
  // A table of one business alone would be walked over whole, and rightly.
  await client.query(`
    INSERT INTO "Credential" ("id","abn","name","status","serial","keyHash","sha1Fingerprint","sha256Fingerprint","certificate","notBefore","notAfter","createdByName","createdAt")
    SELECT seed_id('6', n), seed_abn(200000000 + n % 1000), 'Other ' || n, 'ACTIVE', 'other-' || n, 'other-' || n, 'other-' || n, 'other-' || n, '\\x00', now(), now() + interval '1 year', 'x', now()
    FROM generate_series(1, 20000) n;
    INSERT INTO "HistoryEntry" ("abn","position","at","category","act","actorName","subjectId","subjectName","details","previousHash","hash")
    SELECT seed_abn(200000000 + n % 1000), 1 + n / 1000, now(), 'AUTHORISATION', 'authorisation-accepted', 'Somebody', 'x', 'Somebody', '{}', '', 'other-' || n
    FROM generate_series(1, 20000) n;
    INSERT INTO "Business" ("abn","name","entityType","createdAt")
    SELECT seed_abn(300000000 + n), 'Other ' || n, 'Company', now() FROM generate_series(1, 30000) n;
    INSERT INTO "BusinessVisit" ("personId","abn","openedAt")
    SELECT seed_id('5', n), seed_abn(200000000 + n % 1000), now() FROM generate_series(1, 20000) n`)
  // New codes that a business's own administrators are asked for are no matter of the desk.
  await client.query(`
    UPDATE "Authorisation" SET "newCodeAskedAt" = now() WHERE "id" IN (SELECT "id" FROM "Authorisation" ORDER BY "id" LIMIT 3000);
    UPDATE "Person" SET "isOperator" = true WHERE "id" = '${measured.personId}'`)
  await client.query('VACUUM ANALYZE')
  const adapter = new PrismaPg({ connectionString: url as string })
  store = new PrismaClient({ adapter, log: [{ emit: 'event', level: 'query' }] })
  store.$on('query', ({ query, params }) => asked.push({ query, params: JSON.parse(params) }))
  const actor = {
    personId: measured.personId,
    givenNames: 'Robin',
    familyName: 'Measured',
    strength: 'STRONG' as const,
  }
  context = { runtime: { ...runtime, store: store as never, clock: systemClock }, actor }
}, 120_000)
afterAll(async () => {
  await store.$disconnect()
  await client.end()
  await runtime.close()
})

const { abn } = measured
const lists: [string, () => Promise<unknown>][] = [
  ['businesses', () => listMyBusinesses(context, {})],
  ['businesses, a search', () => listMyBusinesses(context, { search: 'dental' })],
  ['businesses, ending first', () => listMyBusinesses(context, { sort: 'end-date' })],
  ['a business', () => viewBusiness(context, { abn })],
  ['representatives', () => listAuthorisations(context, { abn })],
  ['representatives, a search', () => listAuthorisations(context, { abn, search: 'nguyen' })],
  ['representatives, ending first', () => listAuthorisations(context, { abn, sort: 'end-date' })],
  ['representatives, newest first', () => listAuthorisations(context, { abn, sort: 'newest' })],
  ['representatives in force', () => listAuthorisations(context, { abn, status: ['ACTIVE'] })],
  ['credentials', () => listCredentials(context, { abn })],
  ['credentials, a search', () => listCredentials(context, { abn, search: 'joinery' })],
  ['history', () => listHistory(context, { abn })],
  ['history, a search', () => listHistory(context, { abn, search: 'okafor' })],
  ['history, a search without a hit', () => listHistory(context, { abn, search: 'zzz' })],
  ['history, who did it', () => listHistory(context, { abn, actionedBy: 'okafor', category: 'AUTHORISATION' })],
  ['the desk, new codes asked for', () => listLinkCases(context, { status: ['APPROVED'], codeAskedFor: true })],
]

test.each(lists)('%s: no question walks over a whole table', async (_name, show) => {
  asked = []
  await show()
  expect(asked.length).toBeGreaterThan(0)
  for (const { query, params } of asked.filter((one) => /^\s*(select|with)/i.test(one.query))) {
    const { rows } = await client.query(`EXPLAIN (FORMAT JSON) ${query}`, params)
    expect(wholeTables(rows[0]['QUERY PLAN'][0].Plan), query).toEqual([])
  }
})

test('a search in the history finds its rows in the index alone', async () => {
  asked = []
  await listHistory(context, { abn, search: 'okafor' })
  const searches = asked.filter(({ query }) => query.includes('"subjectText"::text LIKE'))
  expect(searches.length).toBeGreaterThanOrEqual(2)
  for (const { query, params } of searches) {
    const { rows } = await client.query(`EXPLAIN (FORMAT JSON) ${query}`, params)
    expect(nodesOf(rows[0]['QUERY PLAN'][0].Plan), query).toContain('Index Only Scan')
  }
})

test('the check itself sees a walk over a whole table', async () => {
  const { rows } = await client.query('EXPLAIN (FORMAT JSON) SELECT * FROM "Authorisation" WHERE "email" LIKE $1', [
    '%x%',
  ])
  expect(wholeTables(rows[0]['QUERY PLAN'][0].Plan)).toEqual(['Authorisation'])
})

type Plan = { 'Node Type': string; 'Relation Name'?: string; Plans?: Plan[] }

function nodesOf(plan: Plan): string[] {
  return [plan['Node Type'], ...(plan.Plans ?? []).flatMap(nodesOf)]
}

function wholeTables(plan: Plan): string[] {
  const table = plan['Relation Name'] ?? ''
  const own = plan['Node Type'].includes('Seq Scan') && growing.includes(table) ? [table] : []
  return [...own, ...(plan.Plans ?? []).flatMap(wholeTables)]
}
