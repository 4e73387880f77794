import type { UseCaseContext } from '../../../context.ts'
import { type LinkCaseView, toCaseView } from './link-case-view.ts'

/** The person's own cases of assisted linking, newest first; the last hundred. */
export async function listMyLinkCases({ runtime, actor }: UseCaseContext): Promise<LinkCaseView[]> {
  const rows = await runtime.store.linkCase.findMany({
    where: { personId: actor.personId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 100,
  })
  return rows.map(toCaseView)
}
