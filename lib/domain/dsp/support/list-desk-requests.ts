import { z } from 'zod'
import type { Prisma } from '../../../platform/store/generated/client.ts'
import type { UseCaseContext } from '../../context.ts'
import { requireOperator } from '../../desk/require-operator.ts'
import { parseInput } from '../../parse-input.ts'
import { searched } from './list-requests.ts'
import { type RequestSummary, summariseRequest } from './request-view.ts'

export const listDeskRequestsInput = z.object({
  status: z.enum(['OPEN', 'ANSWERED', 'RESOLVED', 'WITHDRAWN']).default('OPEN'),
  search: z.string().trim().max(100).optional(),
})
export type ListDeskRequestsInput = z.input<typeof listDeskRequestsInput>

export type DeskRequest = RequestSummary & { abn: string; businessName: string; isLate: boolean }
export type ListDeskRequestsResult = { rows: DeskRequest[]; total: number }

/** The desk looks at the most pressing ones; it finds any other with the search. */
const most = 100

/**
 * The operator's desk: what waits for an answer, the most pressing first.
 *
 * @throws MandateError `common.not-found` for anybody but operators
 */
export async function listDeskRequests(
  context: UseCaseContext,
  input: ListDeskRequestsInput,
): Promise<ListDeskRequestsResult> {
  await requireOperator(context)
  const { status, search } = parseInput(listDeskRequestsInput, input)
  const { store, clock } = context.runtime
  const where: Prisma.DspRequestWhereInput = {
    ...searched(search),
    status,
    kind: { in: ['QUESTION', 'INCIDENT', 'FEEDBACK'] },
  }
  const [rows, total] = await Promise.all([
    store.dspRequest.findMany({
      where,
      orderBy: [{ answerDueAt: { sort: 'asc', nulls: 'last' } }, { changedAt: 'desc' }, { id: 'asc' }],
      take: most,
      include: { organisation: { include: { business: { select: { name: true } } } } },
    }),
    store.dspRequest.count({ where }),
  ])
  return {
    total,
    rows: rows.map(({ organisation, ...row }) => ({
      ...summariseRequest(row),
      abn: row.abn,
      businessName: organisation.business.name,
      isLate: row.answerDueAt !== null && row.answerDueAt.getTime() < clock.now(),
    })),
  }
}
