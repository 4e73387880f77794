import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { requireOperator } from '../require-operator.ts'
import { type RelyingPartyView, toPartyView } from './party-view.ts'

/** A service of the agency catalogue that software can act in. */
export type CatalogueService = { id: string; name: string; agencyName: string }

/**
 * Every service that accepts our tokens, by name.
 *
 * @throws MandateError `common.not-found` for anybody but operators, `ram.identity-too-weak`
 */
export async function listRelyingParties(context: UseCaseContext): Promise<RelyingPartyView[]> {
  await requireOperator(context)
  const { store, settings } = context.runtime
  const rows = await store.relyingParty.findMany({
    include: { addresses: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return rows.map((row) => toPartyView(row, settings))
}

/**
 * One of them; without `id`, what a new one can choose from.
 *
 * @throws MandateError `common.not-found`, `ram.identity-too-weak`
 */
export async function viewRelyingParty(
  context: UseCaseContext,
  { id }: { id: string | undefined },
): Promise<{ party: RelyingPartyView | undefined; services: CatalogueService[] }> {
  await requireOperator(context)
  const { store, settings } = context.runtime
  const services = await listCatalogue(context)
  if (id === undefined) return { party: undefined, services }
  const row = await store.relyingParty.findUnique({ where: { id }, include: { addresses: true } })
  if (row === null) throw new MandateError('common.not-found')
  return { party: toPartyView(row, settings), services }
}

/** The services of the agency catalogue, as operators choose from them. */
export async function listCatalogue({ runtime }: UseCaseContext): Promise<CatalogueService[]> {
  const rows = await runtime.store.agencyService.findMany({
    select: { id: true, name: true, agency: { select: { name: true } } },
    orderBy: [{ agency: { position: 'asc' } }, { position: 'asc' }],
  })
  return rows.map(({ id, name, agency }) => ({ id, name, agencyName: agency.name }))
}
