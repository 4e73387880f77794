import type { Abn } from '../../../core/abn.ts'
import type { SoftwareId } from '../../../core/software-id.ts'
import { timeWith } from '../../../platform/clock/business-clock.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { type CloudDecision, cloudSentences, decideCloud } from '../../../policy/cloud-notification.ts'

export type { CloudDecision, CloudRefusal } from '../../../policy/cloud-notification.ts'

/** What the token service asks. */
export type CloudQuestion = {
  clientAbn: Abn
  providerAbn: Abn
  softwareId: SoftwareId
  /** Service of the agency catalogue, as the relying party names it: `usi`. */
  serviceId: string
}

/**
 * Decides whether a provider's cloud software may act for a client: an accepted notification, in force today by the
 * client's clock, that names the software ID and the service.
 */
export async function decideCloudNotification(
  { store, clock }: Pick<Runtime, 'store' | 'clock'>,
  { clientAbn, providerAbn, softwareId, serviceId }: CloudQuestion,
): Promise<CloudDecision> {
  const client = await store.business.findUnique({
    where: { abn: clientAbn },
    select: { clockOffsetMs: true, clientNotifications: { where: { providerAbn } } },
  })
  if (client === null) return { allowed: false, reason: 'no-notification', sentence: cloudSentences['no-notification'] }
  const { today } = timeWith(clock, client.clockOffsetMs)
  return decideCloud(client.clientNotifications, { softwareId, serviceId }, today)
}
