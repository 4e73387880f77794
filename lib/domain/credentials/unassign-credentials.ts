import type { Abn } from '../../core/abn.ts'
import type { Instant } from '../../core/clock.ts'
import { MandateError } from '../../core/errors/index.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import type { Transaction } from '../../platform/store/open.ts'

/** An authorisation that no longer lets its holder look after machine credentials. */
export type EndedKeeper = {
  abn: Abn
  authorisationId: string
  /** The business's clock. */
  now: Instant
  /** Who ended it; `system` for what time did. */
  actor: { id: string; name: string } | 'system'
}

/**
 * To be called in the transaction in which somebody stops being a principal authority or machine credential
 * administrator (removed, expired, overridden without the role, role taken away): every credential that they look after
 * becomes unassigned. It works for 60 more days; those who can claim it are mailed at once, and on days 30 and 53.
 *
 * @returns ids of the credentials; after the commit emit `credential-changed` for each, and `mail-queued`
 */
export async function onMachineCredentialAdministratorEnded(
  _tx: Transaction,
  _runtime: Pick<Runtime, 'clock' | 'settings'>,
  _ended: EndedKeeper,
): Promise<string[]> {
  throw new MandateError('common.unavailable')
}
