import type { Abn } from '../../../core/abn.ts'
import { MandateError } from '../../../core/errors/index.ts'
import type { Transaction } from '../../../platform/store/open.ts'

/** What the register says of a business that may get credentials. */
export type RegisteredBusiness = { abn: Abn; name: string; entityType: string }

/**
 * Looks a business up in the register.
 *
 * @throws MandateError `credential.business-unknown`, `credential.business-cancelled`
 */
export async function requireRegistered(tx: Transaction, abn: Abn): Promise<RegisteredBusiness> {
  const entry = await tx.registerEntry.findUnique({ where: { abn } })
  if (entry === null) throw new MandateError('credential.business-unknown', { abn })
  if (entry.status === 'CANCELLED') throw new MandateError('credential.business-cancelled', { abn })
  return { abn, name: entry.name, entityType: entry.entityType }
}
