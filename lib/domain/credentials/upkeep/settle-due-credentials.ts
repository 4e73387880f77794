import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { abandonCutOffIssuing } from '../issue/abandon.ts'
import { endDueCredentials } from './end-due.ts'
import { remindOfExpiry } from './remind-of-expiry.ts'
import { remindOfUnassigned } from './remind-of-unassigned.ts'

/** What one run did. */
export type SettledCredentials = { lapsed: number; replaced: number; abandoned: number; mails: number }

/**
 * Writes down what time has done to credentials, and sends the mails that are due: unclaimed credentials end, renewed
 * ones are revoked on the day that was set, issuing that was cut off is revoked, reminders go out. A job runs it every
 * minute; it may run in several processes at once. The first run at a start cleans up after a crash.
 */
export async function settleDueCredentials(runtime: Runtime): Promise<SettledCredentials> {
  const abandoned = await abandonCutOffIssuing(runtime)
  const ended = await endDueCredentials(runtime)
  const reminded = (await remindOfUnassigned(runtime)) + (await remindOfExpiry(runtime))
  const mails = ended.mails + reminded
  if (mails > 0) runtime.signals.emit('mail-queued', {})
  return { lapsed: ended.lapsed, replaced: ended.replaced, abandoned, mails }
}
