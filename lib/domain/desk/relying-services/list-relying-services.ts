import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { type CatalogueService, listCatalogue } from '../relying-parties/list-relying-parties.ts'
import { requireOperator } from '../require-operator.ts'
import { type RelyingServiceView, toServiceView } from './service-view.ts'

/**
 * Every service that signs people in through RAM, by name.
 *
 * @throws MandateError `common.not-found` for anybody but operators, `ram.identity-too-weak`
 */
export async function listRelyingServices(context: UseCaseContext): Promise<RelyingServiceView[]> {
  await requireOperator(context)
  const { store, settings } = context.runtime
  const rows = await store.relyingService.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }] })
  return rows.map((row) => toServiceView(row, settings))
}

/**
 * One of them, with how many people share with it; without `id`, what a new one can choose from.
 *
 * @throws MandateError `common.not-found`, `ram.identity-too-weak`
 */
export async function viewRelyingService(
  context: UseCaseContext,
  { id }: { id: string | undefined },
): Promise<{ service: RelyingServiceView | undefined; people: number; services: CatalogueService[] }> {
  await requireOperator(context)
  const { store, settings } = context.runtime
  const services = await listCatalogue(context)
  if (id === undefined) return { service: undefined, people: 0, services }
  const row = await store.relyingService.findUnique({
    where: { id },
    include: { _count: { select: { people: true } } },
  })
  if (row === null) throw new MandateError('common.not-found')
  return { service: toServiceView(row, settings), people: row._count.people, services }
}
