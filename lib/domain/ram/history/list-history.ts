import { z } from 'zod'
import { addDays, startOfDay } from '../../../core/calendar-day.ts'
import type { HistoryEntry, Prisma } from '../../../platform/store/generated/client.ts'
import { keysetPage, plainColumn } from '../../../platform/store/keyset.ts'
import type { Store } from '../../../platform/store/open.ts'
import { containsFolded } from '../../../platform/store/text-filters.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { enterBusiness } from '../acting/scene.ts'
import { abn, cursor, optionalDay, pageSize } from '../fields.ts'
import type { BusinessName, Page } from '../views.ts'
import { describeEntry } from './describe-entry.ts'

export const listHistoryInput = z.object({
  abn,
  category: z.enum(['AUTHORISATION', 'CREDENTIAL', 'NOTIFICATION', 'SOFTWARE']).optional(),
  /** First and last day, by the business's clock. */
  from: optionalDay,
  to: optionalDay,
  /** Part of the name of who did it. */
  actionedBy: z.string().trim().max(100).optional(),
  /** Part of the name of the person or thing it was done to. */
  search: z.string().trim().max(100).optional(),
  sort: z.enum(['newest', 'oldest']).default('newest'),
  after: cursor,
  before: cursor,
  pageSize,
})
export type ListHistoryInput = z.input<typeof listHistoryInput>

export type HistoryRow = {
  position: number
  /** ISO moment. */
  at: string
  category: 'AUTHORISATION' | 'CREDENTIAL' | 'NOTIFICATION' | 'SOFTWARE'
  act: string
  /** What was done, as people read it: `Authorisation accepted`. */
  actLabel: string
  actorName: string
  subjectName: string
  /** What changed, one sentence each. */
  details: string[]
}

/** What happened in a business, newest first unless asked otherwise. */
export async function listHistory(
  context: UseCaseContext,
  input: ListHistoryInput,
): Promise<Page<HistoryRow> & { business: BusinessName }> {
  const query = parseInput(listHistoryInput, input)
  const { historyEntry } = context.runtime.store
  const { business, permit } = await enterBusiness(context, query.abn)
  permit('view-history')
  const where = historyWhere(query)
  const [page, total] = await Promise.all([
    keysetPage<HistoryEntry, Prisma.HistoryEntryWhereInput, Prisma.HistoryEntryOrderByWithRelationInput>({
      name: `history/${query.sort}`,
      columns: [
        plainColumn('position', (entry) => entry.position, { kind: 'number', direction: directions[query.sort] }),
      ],
      where,
      ...query,
      find: isSearch(query) ? searching(historyEntry, query.abn) : straight(historyEntry),
    }),
    isUnfiltered(query) ? lastPosition(historyEntry, query.abn) : historyEntry.count({ where }),
  ])
  return { ...page, rows: page.rows.map(toHistoryRow), total, business: { abn: query.abn, name: business.name } }
}

const directions = { newest: 'desc', oldest: 'asc' } as const

function isUnfiltered({ category, from, to, actionedBy, search }: Filter): boolean {
  return [category, from, to, actionedBy, search].every((value) => value === undefined || value === '')
}

/** Positions have no gap, so the last one is how many there are. */
async function lastPosition(historyEntry: Store['historyEntry'], abn: string): Promise<number> {
  const last = await historyEntry.findFirst({
    where: { abn },
    orderBy: { position: 'desc' },
    select: { position: true },
  })
  return last?.position ?? 0
}

type Find = (
  where: Prisma.HistoryEntryWhereInput,
  orderBy: Prisma.HistoryEntryOrderByWithRelationInput[],
  take: number,
) => Promise<HistoryEntry[]>

function straight(historyEntry: Store['historyEntry']): Find {
  return (where, orderBy, take) => historyEntry.findMany({ where, orderBy, take })
}

/** Looks for the positions in the index of searches, which holds all that is filtered by; then reads only these rows. */
function searching(historyEntry: Store['historyEntry'], abn: string): Find {
  return async (where, orderBy, take) => {
    const found = await historyEntry.findMany({ where, orderBy, take, select: { position: true } })
    return await historyEntry.findMany({ where: { abn, position: { in: found.map((row) => row.position) } }, orderBy })
  }
}

function isSearch({ actionedBy = '', search = '' }: Filter): boolean {
  return actionedBy !== '' || search !== ''
}

type Filter = Pick<z.output<typeof listHistoryInput>, 'abn' | 'category' | 'from' | 'to' | 'actionedBy' | 'search'>

/** The filter of the history, also for its export. */
export function historyWhere(query: Filter): Prisma.HistoryEntryWhereInput {
  const { abn, category, from, to, actionedBy, search } = query
  return {
    abn,
    category,
    at: {
      gte: from === undefined ? undefined : new Date(startOfDay(from)),
      lt: to === undefined ? undefined : new Date(startOfDay(addDays(to, 1))),
    },
    actorText: contains(actionedBy),
    subjectText: contains(search),
  }
}

/** An entry as people read it. */
export function toHistoryRow(entry: HistoryEntry): HistoryRow {
  const { position, at, category, act, actorName, subjectName } = entry
  return { position, at: at.toISOString(), category, act, actorName, subjectName, ...describeEntry(entry) }
}

function contains(text: string | undefined): Prisma.StringFilter | undefined {
  return text === undefined || text === '' ? undefined : containsFolded(text)
}
