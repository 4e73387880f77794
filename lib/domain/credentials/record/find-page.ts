import { fromBase64, fromUtf8, toBase64, utf8 } from '../../../core/bytes.ts'
import { type Instant, instant } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { Prisma } from '../../../platform/store/generated/client.ts'
import type { Store } from '../../../platform/store/open.ts'
import type { ShownFields } from './show-row.ts'
import { statusSql } from './status-sql.ts'

export type PageQuery = {
  abn: string
  status: readonly string[]
  search?: string | undefined
  sort: 'name' | 'newest' | 'valid-to'
  after?: string | undefined
  before?: string | undefined
  pageSize: number
}

/** One page in its order, and the cursors of its neighbours. */
export type FoundPage = { rows: ListedFields[]; next: string | null; previous: string | null }

/** What lists and exports show. */
export type ListedFields = ShownFields & { serial: string; sha256Fingerprint: string | null }

/** Each order with the column that it goes by; the id decides between equals. */
const orders = {
  name: { column: Prisma.sql`lower(c."name")`, descending: false },
  newest: { column: Prisma.sql`c."createdAt"`, descending: true },
  'valid-to': { column: Prisma.sql`c."notAfter"`, descending: false },
} as const

/** Finds one page of a business's credentials by keys, so that a late page costs no more than the first. */
export async function findPage(store: Store, query: PageQuery, now: Instant): Promise<FoundPage> {
  const { column, descending } = orders[query.sort]
  const backwards = query.before !== undefined
  const edge = readCursor(query.before ?? query.after, query.sort)
  const downwards = descending !== backwards
  const where = whereOf(query, now)
  const beyond = edge === undefined ? Prisma.empty : beyondEdge(column, downwards, edge)
  const direction = downwards ? Prisma.sql`DESC` : Prisma.sql`ASC`
  const rows = await store.$queryRaw<FoundRow[]>`
      SELECT c."id"::text AS "id", ${column} AS "key", c."abn", c."name", c."status"::text AS "status", c."notBefore", c."notAfter",
        c."unassignedAt", c."worksUntil", c."revokeAt", c."revokedAt", c."revocationReason"::text AS "revocationReason",
        c."createdAt", c."createdByName", c."custodianId"::text AS "custodianId", c."isTest", c."version", c."serial", c."sha256Fingerprint",
        a."personId"::text AS "personId", a."givenNames" AS "givenNames", a."familyName" AS "familyName"
      FROM "Credential" c LEFT JOIN "Authorisation" a ON a."id" = c."custodianId"
      WHERE ${where} ${beyond}
      ORDER BY ${column} ${direction}, c."id" ${direction}
      LIMIT ${query.pageSize + 1}`
  const more = rows.length > query.pageSize
  const shown = rows.slice(0, query.pageSize)
  if (backwards) shown.reverse()
  const cursorOf = (row: { id: string; key: string | Date } | undefined) =>
    row === undefined ? null : writeCursor(row.key, row.id)
  return {
    rows: shown.map(toFields),
    next: (backwards ? edge !== undefined : more) ? cursorOf(shown.at(-1)) : null,
    previous: (backwards ? more : edge !== undefined) ? cursorOf(shown[0]) : null,
  }
}

/** How many credentials match in all. */
export async function countMatching(store: Store, query: Filter, now: Instant): Promise<number> {
  const [counted] = await store.$queryRaw<{ total: bigint }[]>`
    SELECT count(*) AS "total" FROM "Credential" c WHERE ${whereOf(query, now)}`
  return Number(counted?.total ?? 0)
}

type Filter = Pick<PageQuery, 'abn' | 'status' | 'search'>

type FoundRow = Omit<ListedFields, 'custodian'> & {
  key: string | Date
  personId: string | null
  givenNames: string | null
  familyName: string | null
}

function toFields({ key: _key, personId, givenNames, familyName, ...fields }: FoundRow): ListedFields {
  const custodian = givenNames === null || familyName === null ? null : { personId, givenNames, familyName }
  return { ...fields, custodian }
}

function whereOf({ abn, status, search }: Filter, now: Instant): Prisma.Sql {
  const parts = [Prisma.sql`c."abn" = ${abn} AND c."sha256Fingerprint" IS NOT NULL`]
  if (status.length > 0) parts.push(Prisma.sql`${statusSql(now)} = ANY(${[...status]})`)
  if (search !== undefined && search !== '') {
    const like = `%${search.replace(/[\\%_]/g, '\\$&')}%`
    const serial = serialIn(search)
    const bySerial = serial === undefined ? Prisma.empty : Prisma.sql`OR c."serial" LIKE ${`%${serial}%`}`
    parts.push(Prisma.sql`(c."name" ILIKE ${like} OR c."createdByName" ILIKE ${like} ${bySerial})`)
  }
  return Prisma.join(parts, ' AND ')
}

/** A serial number, or a part of one, as people copy it: hexadecimal, in pairs or not, or decimal and whole. */
function serialIn(search: string): string | undefined {
  const compact = search.replace(/[\s:]/g, '').toLowerCase()
  if (/^\d{40,49}$/.test(compact)) return BigInt(compact).toString(16)
  return /^[0-9a-f]{4,40}$/.test(compact) ? compact : undefined
}

type Edge = { key: string | Date; id: string }

function beyondEdge(column: Prisma.Sql, downwards: boolean, { key, id }: Edge): Prisma.Sql {
  return downwards
    ? Prisma.sql`AND (${column}, c."id") < (${key}, ${id}::uuid)`
    : Prisma.sql`AND (${column}, c."id") > (${key}, ${id}::uuid)`
}

function writeCursor(key: string | Date, id: string): string {
  return toBase64(utf8(JSON.stringify([key instanceof Date ? key.getTime() : key, id])))
}

/** @throws MandateError `api.cursor-unknown` for what no list gave out */
function readCursor(cursor: string | undefined, sort: PageQuery['sort']): Edge | undefined {
  if (cursor === undefined) return undefined
  try {
    const [key, id] = JSON.parse(fromUtf8(fromBase64(cursor) ?? new Uint8Array())) as [unknown, unknown]
    if (typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)) {
      if (sort === 'name' && typeof key === 'string') return { key, id }
      if (sort !== 'name' && typeof key === 'number') return { key: new Date(instant(key)), id }
    }
  } catch {
    // Falls through: it is no cursor of ours.
  }
  throw new MandateError('api.cursor-unknown')
}
