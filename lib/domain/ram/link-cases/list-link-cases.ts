import { z } from 'zod'
import type { LinkCase, Prisma } from '../../../platform/store/generated/client.ts'
import { keysetPage, plainColumn } from '../../../platform/store/keyset.ts'
import { containsText } from '../../../platform/store/text-filters.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { cursor, pageSize } from '../fields.ts'
import type { Page } from '../views.ts'
import { type LinkCaseView, toCaseView } from './link-case-view.ts'
import { requireOperator } from './require-operator.ts'

export const listLinkCasesInput = z.object({
  status: z.array(z.enum(['OPEN', 'APPROVED', 'DECLINED', 'WITHDRAWN'])).default(['OPEN']),
  /** Part of the business's name, of its ABN, or of the person's name. */
  search: z.string().trim().max(100).optional(),
  after: cursor,
  before: cursor,
  pageSize,
})
export type ListLinkCasesInput = z.input<typeof listLinkCasesInput>

/** The operator's desk: cases of assisted linking, the longest waiting first. */
export async function listLinkCases(context: UseCaseContext, input: ListLinkCasesInput): Promise<Page<LinkCaseView>> {
  await requireOperator(context)
  const query = parseInput(listLinkCasesInput, input)
  const { linkCase } = context.runtime.store
  const words = (query.search ?? '').split(/\s+/).filter(Boolean).map(containsText)
  const where: Where = {
    status: { in: query.status },
    AND: words.map((word) => ({
      OR: [{ businessName: word }, { abn: word }, { givenNames: word }, { familyName: word }],
    })),
  }
  const [page, total] = await Promise.all([
    keysetPage<LinkCase, Where, Prisma.LinkCaseOrderByWithRelationInput>({
      name: 'link-cases',
      columns: [
        plainColumn('createdAt', (row) => row.createdAt, { kind: 'moment' }),
        plainColumn('id', (row) => row.id, { kind: 'uuid' }),
      ],
      where,
      ...query,
      find: (condition, orderBy, take) => linkCase.findMany({ where: condition, orderBy, take }),
    }),
    linkCase.count({ where }),
  ])
  return { ...page, rows: page.rows.map(toCaseView), total }
}

type Where = Prisma.LinkCaseWhereInput
