import { z } from 'zod'
import type { LinkCase, Prisma } from '../../../../platform/store/generated/client.ts'
import { keysetPage, plainColumn } from '../../../../platform/store/keyset.ts'
import type { Store } from '../../../../platform/store/open.ts'
import { containsText } from '../../../../platform/store/text-filters.ts'
import type { UseCaseContext } from '../../../context.ts'
import { requireOperator } from '../../../desk/require-operator.ts'
import { parseInput } from '../../../parse-input.ts'
import { cursor, pageSize } from '../../fields.ts'
import type { Page } from '../../views.ts'
import { type LinkCaseView, toCaseView } from './link-case-view.ts'

export const listLinkCasesInput = z.object({
  status: z.array(z.enum(['OPEN', 'APPROVED', 'DECLINED', 'WITHDRAWN'])).default(['OPEN']),
  /** Only approved cases whose person asked for a new code: no administrator of the business could hear it. */
  codeAskedFor: z.boolean().default(false),
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
  const { store } = context.runtime
  const words = (query.search ?? '').split(/\s+/).filter(Boolean).map(containsText)
  const where: Where = {
    status: { in: query.status },
    ...(query.codeAskedFor ? { authorisationId: { in: await askedFor(store) } } : {}),
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
      find: (condition, orderBy, take) => store.linkCase.findMany({ where: condition, orderBy, take }),
    }),
    store.linkCase.count({ where }),
  ])
  return { ...page, rows: page.rows.map(toCaseView), total }
}

type Where = Prisma.LinkCaseWhereInput

/** Requests of primary persons that wait for a new code. */
async function askedFor(store: Store): Promise<string[]> {
  const rows = await store.authorisation.findMany({
    where: { type: { notIn: ['STANDARD', 'BASIC'] }, newCodeAskedAt: { not: null } },
    select: { id: true },
    take: 1_000,
  })
  return rows.map(({ id }) => id)
}
