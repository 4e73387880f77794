import { z } from 'zod'
import type { Abn } from '../../../core/abn.ts'
import { timeWith } from '../../../platform/clock/business-clock.ts'
import type { Authorisation, Business, Prisma } from '../../../platform/store/generated/client.ts'
import {
  type KeyColumn,
  type KeysetPage,
  keysetPage,
  nullsLastColumn,
  plainColumn,
} from '../../../platform/store/keyset.ts'
import type { Store } from '../../../platform/store/open.ts'
import { containsText } from '../../../platform/store/text-filters.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { heldBy, sceneOf } from '../acting/scene.ts'
import { toRow } from '../authorisations/list/authorisation-row.ts'
import { typeFilters, typeWhere } from '../authorisations/list/type-filters.ts'
import { cursor, pageSize } from '../fields.ts'
import type { AuthorisationRow, Page } from '../views.ts'

export const listMyBusinessesInput = z.object({
  /** Part of the name, or of the ABN. */
  search: z.string().trim().max(100).optional(),
  /** Only businesses for which the person is this. */
  type: z.enum(typeFilters).optional(),
  sort: z.enum(['name', 'recent', 'end-date']).default('name'),
  after: cursor,
  before: cursor,
  pageSize,
})
export type ListMyBusinessesInput = z.input<typeof listMyBusinessesInput>

/** A business that the person acts for, with their authorisation. `mine.actions` are Remove, Renew, Change email. */
export type MyBusinessRow = {
  abn: string
  name: string
  pinned: boolean
  mine: AuthorisationRow
}

/** The businesses that the person can act for, now or from an accepted date. */
export async function listMyBusinesses(
  context: UseCaseContext,
  input: ListMyBusinessesInput,
): Promise<Page<MyBusinessRow> & { pinned: MyBusinessRow[]; recent: MyBusinessRow[] }> {
  const { runtime, actor } = context
  const { authorisation, businessVisit } = runtime.store
  const query = parseInput(listMyBusinessesInput, input)
  const { personId } = actor
  const visits = await businessVisit.findMany({
    where: { personId, OR: [{ pinnedAt: { not: null } }, { openedAt: { not: null } }] },
    orderBy: { openedAt: { sort: 'desc', nulls: 'last' } },
    take: visitsKept,
  })
  const where: Where = {
    personId,
    status: { in: ['ACTIVE', 'ACCEPTED'] },
    AND: [searchWhere(query.search), ...(query.type === undefined ? [] : [typeWhere[query.type]])],
  }
  const atHand = visits.map(({ abn }) => abn)
  const [page, total, handy] = await Promise.all([
    query.sort === 'recent'
      ? recentPage(context, where, query)
      : keysetPage<Authorisation, Where, OrderBy>({
          name: `businesses/${query.sort}`,
          columns: orders[query.sort],
          where,
          ...query,
          find: (condition, orderBy, take) => authorisation.findMany({ where: condition, orderBy, take }),
        }),
    authorisation.count({ where }),
    atHand.length === 0
      ? []
      : authorisation.findMany({
          where: { AND: [where, { heldBy: { in: atHand.map((abn) => heldBy(abn, personId)) } }] },
        }),
  ])
  const businesses = await businessesOf(runtime.store, [...page.rows, ...handy])
  const pinnedAbns = new Set(visits.filter(({ pinnedAt }) => pinnedAt !== null).map(({ abn }) => abn))
  const view = (row: Authorisation) => viewOf(row, businesses.get(row.abn), context, pinnedAbns)
  const inOrder = atHand.flatMap((abn) => handy.filter((row) => row.abn === abn))
  return {
    ...page,
    rows: page.rows.map(view),
    total,
    pinned: inOrder
      .filter(({ abn }) => pinnedAbns.has(abn))
      .map(view)
      .sort((a, b) => a.name.localeCompare(b.name)),
    recent: inOrder
      .filter(({ abn }) => !pinnedAbns.has(abn))
      .slice(0, recentShown)
      .map(view),
  }
}

/** Pins and last openings that are looked at; more than anybody keeps at hand. */
const visitsKept = 60
const recentShown = 5

type Where = Prisma.AuthorisationWhereInput
type OrderBy = Prisma.AuthorisationOrderByWithRelationInput
type Column = KeyColumn<Authorisation, Where, OrderBy>

const byName: Column = plainColumn('businessName', (row: Authorisation) => row.businessName)
const byId: Column = plainColumn('id', (row: Authorisation) => row.id, { kind: 'uuid' })
const orders: Record<'name' | 'end-date', readonly Column[]> = {
  name: [byName, byId],
  'end-date': [nullsLastColumn('endDate', (row) => row.endDate), byId],
}

/**
 * Opened last comes first, then what was never opened, by name. Ordered here: the last opening is a fact of person and
 * business, and one person's businesses are few enough to order.
 */
async function recentPage(
  { runtime, actor }: UseCaseContext,
  where: Where,
  { after, before, pageSize }: { after?: string; before?: string; pageSize: number },
): Promise<KeysetPage<Authorisation>> {
  const { authorisation, businessVisit } = runtime.store
  const [all, visits] = await Promise.all([
    authorisation.findMany({
      where,
      select: { id: true, abn: true },
      orderBy: [{ businessName: 'asc' }, { id: 'asc' }],
    }),
    businessVisit.findMany({ where: { personId: actor.personId, openedAt: { not: null } } }),
  ])
  const openedAt = new Map(visits.map((visit) => [visit.abn, visit.openedAt?.getTime() ?? 0]))
  const ids = all.sort((a, b) => (openedAt.get(b.abn) ?? 0) - (openedAt.get(a.abn) ?? 0)).map(({ id }) => id)
  const end = before === undefined ? -1 : ids.indexOf(before)
  const start = end >= 0 ? Math.max(0, end - pageSize) : after === undefined ? 0 : ids.indexOf(after) + 1
  const shown = ids.slice(start, end >= 0 ? end : start + pageSize)
  const rows = await authorisation.findMany({ where: { id: { in: shown } } })
  return {
    rows: shown.flatMap((id) => rows.filter((row) => row.id === id)),
    next: start + shown.length < ids.length ? (shown.at(-1) ?? null) : null,
    previous: start > 0 ? (shown[0] ?? null) : null,
    resumed: start > 0 || end >= 0 || (after === undefined && before === undefined),
  }
}

function searchWhere(search: string | undefined): Where {
  const words = (search ?? '').split(/\s+/).filter(Boolean)
  if (words.length === 0) return {}
  if (words.every((word) => /^\d+$/.test(word))) return { abn: { contains: words.join('') } }
  return { AND: words.map((word) => ({ businessName: containsText(word) })) }
}

/** The businesses of all rows in one question, whichever part of the page they stand in. */
async function businessesOf({ business }: Store, rows: readonly Authorisation[]): Promise<Map<string, BusinessPart>> {
  const abns = [...new Set(rows.map(({ abn }) => abn))]
  if (abns.length === 0) return new Map()
  const select = { abn: true, name: true, entityType: true, clockOffsetMs: true }
  const found = await business.findMany({ where: { abn: { in: abns } }, select })
  return new Map(found.map((one) => [one.abn, one]))
}

type BusinessPart = Pick<Business, 'name' | 'entityType' | 'clockOffsetMs'>

function viewOf(
  authorisation: Authorisation,
  business: BusinessPart | undefined,
  { runtime, actor }: UseCaseContext,
  pinned: ReadonlySet<string>,
): MyBusinessRow {
  if (business === undefined) throw new Error('an authorisation without its business')
  const { name, entityType, clockOffsetMs } = business
  const abn = authorisation.abn as Abn
  const scene = sceneOf(actor, { abn, name, entityType, ...timeWith(runtime.clock, clockOffsetMs) }, authorisation)
  return { abn, name, pinned: pinned.has(abn), mine: toRow(authorisation, scene) }
}
