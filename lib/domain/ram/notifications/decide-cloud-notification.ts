import type { Abn } from '../../../core/abn.ts'
import { MandateError } from '../../../core/errors/index.ts'
import type { SoftwareId } from '../../../core/software-id.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import type { Transaction } from '../../../platform/store/open.ts'

/** What the token service asks. */
export type CloudQuestion = {
  clientAbn: Abn
  providerAbn: Abn
  softwareId: SoftwareId
  /** Service of the agency catalogue, as the relying party names it: `usi`. */
  serviceId: string
}

export type CloudRefusal =
  | 'no-notification'
  | 'not-accepted-yet'
  | 'declined'
  | 'not-started'
  | 'ended'
  | 'other-software-id'
  | 'other-service'

/** The answer, with the notification that it rests on. Days are ISO. */
export type CloudDecision =
  | { allowed: true; notificationId: string; startDate: string; endDate: string | null }
  | { allowed: false; reason: CloudRefusal; sentence: string }

/**
 * Decides whether a provider's cloud software may act for a client: an accepted notification, in force today by the
 * client's clock, that names the software ID and the service.
 */
export async function decideCloudNotification(
  _runtime: Runtime,
  _question: CloudQuestion,
  _store?: Transaction,
): Promise<CloudDecision> {
  throw new MandateError('common.unavailable')
}
