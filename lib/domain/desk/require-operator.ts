import { MandateError } from '../../core/errors/index.ts'
import { isStrongEnough } from '../../policy/identity/identity-strength.ts'
import { strengthName } from '../../policy/permissions/decide.ts'
import type { UseCaseContext } from '../context.ts'

/**
 * Refuses whoever does not work at the operator's desk; to them there is no desk.
 *
 * @throws MandateError `common.not-found`, or `ram.identity-too-weak`: operators sign in with a Strong identity
 */
export async function requireOperator({ runtime, actor }: UseCaseContext): Promise<void> {
  if (!(await isOperator({ runtime, actor }))) throw new MandateError('common.not-found')
  if (!isStrongEnough(actor.strength, 'STRONG')) {
    throw new MandateError('ram.identity-too-weak', { needed: 'Strong', actual: strengthName(actor.strength) })
  }
}

/** True for a person who works at the operator's desk. */
export async function isOperator({ runtime, actor }: UseCaseContext): Promise<boolean> {
  const person = await runtime.store.person.findUnique({
    where: { id: actor.personId },
    select: { isOperator: true },
  })
  return person?.isOperator === true
}
