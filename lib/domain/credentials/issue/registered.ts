import type { Abn } from '../../../core/abn.ts'
import { MandateError } from '../../../core/errors/index.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { openRegister, type RegisteredBusiness } from '../../ram/businesses/register/register.ts'

/**
 * Asks the business register for a business that may get credentials. Never inside a transaction: it may be far away.
 *
 * @throws MandateError `credential.business-unknown`, `credential.business-cancelled`, `ram.register-unavailable`
 */
export async function requireRegistered(runtime: Runtime, abn: Abn): Promise<RegisteredBusiness> {
  const business = await openRegister(runtime).findBusiness(abn)
  if (business === undefined) throw new MandateError('credential.business-unknown', { abn })
  if (business.status === 'CANCELLED') throw new MandateError('credential.business-cancelled', { abn })
  return business
}
