import { z } from 'zod'
import { addDays } from '../../../../core/calendar-day.ts'
import { day } from '../../../../core/clock.ts'
import type { Authorisation, Prisma } from '../../../../platform/store/generated/client.ts'
import { type KeyColumn, keysetPage, nullsLastColumn, plainColumn } from '../../../../platform/store/keyset.ts'
import { containsFolded } from '../../../../platform/store/text-filters.ts'
import { authorisationStatuses } from '../../../../policy/authorisations/statuses.ts'
import { limits } from '../../../../policy/limits.ts'
import type { Act } from '../../../../policy/permissions/acts.ts'
import { type Asker, businessActs, decide } from '../../../../policy/permissions/decide.ts'
import type { AuthorisationType } from '../../../../policy/permissions/roles.ts'
import type { UseCaseContext } from '../../../context.ts'
import { parseInput } from '../../../parse-input.ts'
import { enterBusiness, type Scene } from '../../acting/scene.ts'
import { lapsedDays } from '../../businesses/authorisation-figures.ts'
import { abn, cursor, pageSize } from '../../fields.ts'
import type { AuthorisationRow, BusinessName, Page } from '../../views.ts'
import { toRow, whereStatus } from './authorisation-row.ts'
import { typeFilters, typeWhere } from './type-filters.ts'

export const listAuthorisationsInput = z.object({
  abn,
  status: z.array(z.enum(authorisationStatuses)).default([]),
  type: z.array(z.enum(typeFilters)).default([]),
  /** Part of a name or of the email address. */
  search: z.string().trim().max(100).optional(),
  /** Only requests that were not answered in time, or whose recipients asked for a new code; of the last 30 days. */
  request: z.enum(['lapsed', 'code-asked-for']).optional(),
  /** Only those that can be renewed now. */
  renewalDue: z.boolean().default(false),
  sort: z.enum(['name', 'newest', 'end-date']).default('name'),
  after: cursor,
  before: cursor,
  pageSize,
})
export type ListAuthorisationsInput = z.input<typeof listAuthorisationsInput>

export type ListAuthorisationsResult = Page<AuthorisationRow> & {
  business: BusinessName
  /** Authorisations of the business that the person can renew now, for the box on top. */
  renewalsDue: number
  may: Record<Act, boolean>
}

/**
 * The representatives of a business.
 *
 * @param known what the caller has counted already, since a count costs as much as the page
 */
export async function listAuthorisations(
  context: UseCaseContext,
  input: ListAuthorisationsInput,
  { renewalsDue: known }: { renewalsDue?: number } = {},
): Promise<ListAuthorisationsResult> {
  const query = parseInput(listAuthorisationsInput, input)
  const { authorisation } = context.runtime.store
  const scene = await enterBusiness(context, query.abn)
  scene.permit('list-authorisations')
  const where = whereOf(query, scene)
  const [page, total, renewalsDue] = await Promise.all([
    keysetPage<Authorisation, Where, OrderBy>({
      name: `authorisations/${query.sort}`,
      columns: orders[query.sort],
      where,
      ...query,
      find: (condition, orderBy, take) => authorisation.findMany({ where: condition, orderBy, take }),
    }),
    authorisation.count({ where }),
    known ?? authorisation.count({ where: { abn: query.abn, AND: [renewableWhere(scene)] } }),
  ])
  return {
    ...page,
    rows: page.rows.map((row) => toRow(row, scene)),
    total,
    business: { abn: query.abn, name: scene.business.name },
    renewalsDue,
    may: businessActs(scene.asker),
  }
}

type Where = Prisma.AuthorisationWhereInput
type OrderBy = Prisma.AuthorisationOrderByWithRelationInput
type Column = KeyColumn<Authorisation, Where, OrderBy>

const byId: Column = plainColumn('id', (row: Authorisation) => row.id, { kind: 'uuid' })
const orders: Record<z.output<typeof listAuthorisationsInput>['sort'], readonly Column[]> = {
  name: [plainColumn('familyName', (row) => row.familyName), plainColumn('givenNames', (row) => row.givenNames), byId],
  newest: [
    plainColumn('createdAt', (row) => row.createdAt, { kind: 'moment', direction: 'desc' }),
    plainColumn('id', (row) => row.id, { kind: 'uuid', direction: 'desc' }),
  ],
  'end-date': [nullsLastColumn('endDate', (row) => row.endDate), byId],
}

type Filter = Pick<z.output<typeof listAuthorisationsInput>, 'abn' | 'status' | 'type' | 'search' | 'renewalDue'> & {
  request?: 'lapsed' | 'code-asked-for' | undefined
}

/** The filter of a list, also for its export. */
export function whereOf(query: Filter, scene: Pick<Scene, 'now' | 'today' | 'mine' | 'asker'>): Where {
  const all: Where[] = []
  if (query.status.length > 0) all.push({ OR: query.status.map((status) => whereStatus(status, scene)) })
  if (query.type.length > 0) all.push({ OR: query.type.map((type) => typeWhere[type]) })
  if (query.request !== undefined) all.push(requestWhere(query.request, scene))
  if (query.renewalDue) all.push(renewableWhere(scene))
  for (const word of (query.search ?? '').split(/\s+/).filter(Boolean)) {
    all.push({ searchText: containsFolded(word) })
  }
  return { abn: query.abn, AND: all }
}

/** The requests that `authorisationFigures` counts. */
function requestWhere(request: 'lapsed' | 'code-asked-for', { now }: Pick<Scene, 'now'>): Where {
  const since = new Date(now - lapsedDays * day)
  if (request === 'code-asked-for') return { newCodeAskedAt: { gt: since } }
  return {
    codeExpiresAt: { gt: since, lte: new Date(now) },
    newCodeAskedAt: null,
    OR: [{ status: 'PENDING' }, { inactiveReason: 'CODE_EXPIRED' }],
  }
}

/** Authorisations in force that the person of the scene can renew today. */
export function renewableWhere({ now, today, mine, asker }: Pick<Scene, 'now' | 'today' | 'mine' | 'asker'>): Where {
  const ending: Where = { endDate: { gte: today, lte: addDays(today, limits.renewalDays) } }
  const own: Where = { id: mine.id }
  const others: Where = { id: { not: mine.id }, type: { in: ['STANDARD', 'BASIC'] } }
  const reach: Where[] = []
  if (mayRenew(asker, 'own', mine.type)) reach.push(own)
  if (mayRenew(asker, 'other', 'STANDARD')) reach.push(others)
  return { AND: [whereStatus('ACTIVE', { now, today }), ending, { OR: reach }] }
}

function mayRenew(asker: Asker, relationship: 'own' | 'other', type: AuthorisationType): boolean {
  return decide('renew-authorisation', asker, { relationship, type }).allowed
}
