import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { SharingAct } from '../../../platform/store/generated/enums.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { type BusinessAuthorisation, businessAuthorisations } from './business-authorisations.ts'
import { listSharedServices, type SharedService } from './list-shared-services.ts'

/** Client id of a relying service. */
export const serviceId = z.string().min(1).max(200)
export const viewSharedServiceInput = z.object({ service: serviceId })

export type SharedServiceView = {
  service: SharedService
  /** What it would be told of them now; null where it is told of none. */
  told: BusinessAuthorisation[] | null
  /** What the person decided about it, the latest first. */
  events: { act: SharingAct; at: string }[]
}

/**
 * One relying service that the person who asks shares with: what it would be told now, and what they decided before.
 *
 * @throws MandateError `common.not-found` where they do not share with it
 */
export async function viewSharedService(
  context: UseCaseContext,
  input: z.input<typeof viewSharedServiceInput>,
): Promise<SharedServiceView> {
  const { service: id } = parseInput(viewSharedServiceInput, input)
  const { runtime, actor } = context
  const service = (await listSharedServices(context)).find((one) => one.id === id)
  if (service === undefined) throw new MandateError('common.not-found')
  const { personId, strength } = actor
  const { serviceIds } = await runtime.store.relyingService.findUniqueOrThrow({ where: { id } })
  const events = await runtime.store.sharingEvent.findMany({
    where: { personId, serviceId: id },
    orderBy: { id: 'desc' },
    take: 50,
  })
  return {
    service,
    told: service.businesses ? await businessAuthorisations(runtime, { personId, strength, serviceIds }) : null,
    events: events.map(({ act, at }) => ({ act, at: at.toISOString() })),
  }
}
