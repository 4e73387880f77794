import { z } from 'zod'
import { addDays, startOfDay } from '../../core/calendar-day.ts'
import type { Prisma, Trace } from '../../platform/store/generated/client.ts'
import { keysetPage, plainColumn } from '../../platform/store/keyset.ts'
import type { UseCaseContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { enterBusiness } from '../ram/acting/scene.ts'
import { abn, cursor, optionalDay, pageSize } from '../ram/fields.ts'
import type { BusinessName, Page } from '../ram/views.ts'
import { summariseTraces, type TraceSummary } from './trace/trace-view.ts'

export const listTracesInput = z.object({
  abn,
  credentialId: z.union([z.literal('').transform(() => undefined), z.uuid()]).optional(),
  outcome: z.union([z.literal('').transform(() => undefined), z.enum(['ACCEPTED', 'REFUSED'])]).optional(),
  /** First and last day, Australian eastern time. */
  from: optionalDay,
  to: optionalDay,
  after: cursor,
  before: cursor,
  pageSize,
})
export type ListTracesInput = z.input<typeof listTracesInput>

export type ListTracesResult = Page<TraceSummary> & {
  business: BusinessName
  /** True when there are more than `total`, which stops counting. */
  totalIsLeast: boolean
  /** For the filter. */
  credentials: { id: string; name: string }[]
}

/** Counting stops here: traces are many. */
const mostCounted = 10_000

/** What the business's credentials were used for, and why requests were refused; newest first. */
export async function listTraces(context: UseCaseContext, input: ListTracesInput): Promise<ListTracesResult> {
  const query = parseInput(listTracesInput, input)
  const { business, permit } = await enterBusiness(context, query.abn)
  permit('list-credentials')
  const { store } = context.runtime
  const { credentialId, outcome, from, to } = query
  const where: Prisma.TraceWhereInput = {
    abn: query.abn,
    credentialId,
    outcome,
    at: {
      gte: from === undefined ? undefined : new Date(startOfDay(from)),
      lt: to === undefined ? undefined : new Date(startOfDay(addDays(to, 1))),
    },
  }
  const [page, total, credentials, external] = await Promise.all([
    keysetPage<ListedTrace, Prisma.TraceWhereInput, Prisma.TraceOrderByWithRelationInput>({
      name: 'traces',
      columns: [
        plainColumn('at', (trace) => trace.at, { kind: 'moment', direction: 'desc' }),
        plainColumn('id', (trace) => trace.id),
      ],
      where,
      ...query,
      find: (condition, orderBy, take) =>
        store.trace.findMany({ where: condition, orderBy, take, omit: { steps: true } }),
    }),
    store.trace.count({ where, take: mostCounted }),
    store.credential.findMany({
      where: { abn: query.abn, sha256Fingerprint: { not: null } },
      orderBy: [{ name: 'asc' }, { createdAt: 'desc' }],
      take: 200,
      select: { id: true, name: true },
    }),
    store.externalCredential.findMany({
      where: { abn: query.abn },
      orderBy: { name: 'asc' },
      select: { id: true, name: true },
    }),
  ])
  return {
    ...page,
    rows: await summariseTraces(store, page.rows),
    total,
    totalIsLeast: total === mostCounted,
    business: { abn: query.abn, name: business.name },
    credentials: [...credentials, ...external.map(({ id, name }) => ({ id, name: `${name} (external)` }))],
  }
}

type ListedTrace = Omit<Trace, 'steps'>
