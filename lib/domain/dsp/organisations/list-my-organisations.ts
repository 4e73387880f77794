import { timeWith } from '../../../platform/clock/business-clock.ts'
import { decideService } from '../../../policy/authorisations/access.ts'
import { isInForce } from '../../../policy/authorisations/lifecycle.ts'
import type { UseCaseContext } from '../../context.ts'
import { isOperator } from '../../desk/require-operator.ts'
import { dspServiceId } from '../scene.ts'

/** A business that the person may act for in Online services for DSPs. */
export type MyOrganisation = { abn: string; name: string; isRegistered: boolean; products: number }

export type ListMyOrganisationsResult = {
  organisations: MyOrganisation[]
  /** Businesses whose authorisation does not reach the service. */
  withoutAccess: { abn: string; name: string }[]
  isOperator: boolean
}

/** A person acts for few businesses; of more than these, the first by name are shown. */
const most = 200

/** The DSPs that the person can act for, and those for which access is missing. */
export async function listMyOrganisations(context: UseCaseContext): Promise<ListMyOrganisationsResult> {
  const { runtime, actor } = context
  const { store, clock } = runtime
  const [service, held, operator] = await Promise.all([
    store.agencyService.findUnique({ where: { id: dspServiceId } }),
    store.authorisation.findMany({
      where: { personId: actor.personId, status: { in: ['ACTIVE', 'ACCEPTED'] } },
      include: {
        access: true,
        business: { include: { dspOrganisation: { include: { _count: { select: { products: true } } } } } },
      },
      orderBy: [{ business: { name: 'asc' } }, { id: 'asc' }],
      take: most,
    }),
    isOperator(context),
  ])
  const organisations: MyOrganisation[] = []
  const withoutAccess: { abn: string; name: string }[] = []
  for (const { abn, business, ...authorisation } of held) {
    const { now, today } = timeWith(clock, business.clockOffsetMs)
    if (!isInForce(authorisation, now, today)) continue
    const { type, access } = authorisation
    const reaches = service !== null && decideService({ type, strength: actor.strength, access }, service).allowed
    const { name, dspOrganisation } = business
    if (!reaches) withoutAccess.push({ abn, name })
    else {
      const products = dspOrganisation?._count.products ?? 0
      organisations.push({ abn, name, isRegistered: dspOrganisation !== null, products })
    }
  }
  return { organisations, withoutAccess, isOperator: operator }
}
