import { MandateError } from '../../core/errors/index.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'

/** What one run did. */
export type SettledCredentials = { lapsed: number; replaced: number; abandoned: number; mails: number }

/**
 * Writes down what time has done to credentials, and sends the mails that are due: unclaimed credentials end, renewed
 * ones are revoked on the day that was set, issuing that was cut off is revoked, reminders go out. A job runs it every
 * minute; it may run in several processes at once.
 */
export async function settleDueCredentials(_runtime: Runtime): Promise<SettledCredentials> {
  throw new MandateError('common.unavailable')
}
