import { z } from 'zod'
import type { DspRequest, Prisma } from '../../../platform/store/generated/client.ts'
import { keysetPage, plainColumn } from '../../../platform/store/keyset.ts'
import { containsText } from '../../../platform/store/text-filters.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { abn, cursor, pageSize } from '../../ram/fields.ts'
import type { Page } from '../../ram/views.ts'
import { enterRegisteredDsp } from '../scene.ts'
import { type RequestSummary, summariseRequest } from './request-view.ts'
import { visibleRequests } from './visible-requests.ts'

const anyOr = <Value extends z.ZodType>(value: Value) =>
  z.union([z.literal('').transform(() => undefined), value]).optional()

export const listRequestsInput = z.object({
  abn,
  status: anyOr(z.enum(['OPEN', 'ANSWERED', 'RESOLVED', 'WITHDRAWN'])),
  search: z.string().trim().max(100).optional(),
  after: cursor,
  before: cursor,
  pageSize,
})
export type ListRequestsInput = z.input<typeof listRequestsInput>

export type ListRequestsResult = Page<RequestSummary> & { business: { abn: string; name: string } }

/** The requests of a DSP that the person may see, the last changed first. */
export async function listRequests(context: UseCaseContext, input: ListRequestsInput): Promise<ListRequestsResult> {
  const query = parseInput(listRequestsInput, input)
  const scene = await enterRegisteredDsp(context, query.abn)
  const where: Prisma.DspRequestWhereInput = {
    AND: [visibleRequests(scene, context.actor.personId), searched(query.search)],
    status: query.status,
  }
  const { name } = scene.business
  return { ...(await pageOfRequests(context, where, query)), business: { abn: query.abn, name } }
}

/** What a search box finds: part of the subject, or a reference such as `DSP-12`. */
export function searched(search: string | undefined): Prisma.DspRequestWhereInput {
  const text = search ?? ''
  if (text === '') return {}
  const number = /^(?:DSP-)?(\d{1,9})$/i.exec(text)?.[1]
  return { OR: [{ subject: containsText(text) }, ...(number === undefined ? [] : [{ number: Number(number) }])] }
}

export async function pageOfRequests(
  { runtime }: UseCaseContext,
  where: Prisma.DspRequestWhereInput,
  query: { after?: string; before?: string; pageSize: number },
): Promise<Page<RequestSummary>> {
  const { dspRequest } = runtime.store
  const [page, total] = await Promise.all([
    keysetPage<DspRequest, Prisma.DspRequestWhereInput, Prisma.DspRequestOrderByWithRelationInput>({
      name: 'dsp-requests',
      columns: [
        plainColumn('changedAt', (row) => row.changedAt, { kind: 'moment', direction: 'desc' }),
        plainColumn('id', (row) => row.id, { kind: 'uuid' }),
      ],
      where,
      ...query,
      find: (condition, orderBy, take) => dspRequest.findMany({ where: condition, orderBy, take }),
    }),
    dspRequest.count({ where }),
  ])
  return { ...page, rows: page.rows.map(summariseRequest), total }
}
