import { MandateError } from '../../lib/core/errors/index.ts'
import type { UseCaseContext } from '../../lib/domain/context.ts'
import { type IdentityStrength, isStrongEnough, strengthNames } from '../../lib/policy/identity/identity-strength.ts'

/**
 * Spares a person whose Digital ID is too weak the pages that lead to a refusal: the page offers to sign in with a
 * stronger one, and to come back. The use case asks again.
 *
 * @throws MandateError `ram.identity-too-weak`
 */
export function needStrength({ actor }: UseCaseContext, needed: IdentityStrength): void {
  if (isStrongEnough(actor.strength, needed)) return
  throw new MandateError('ram.identity-too-weak', {
    needed: strengthNames[needed],
    actual: strengthNames[actor.strength],
  })
}
