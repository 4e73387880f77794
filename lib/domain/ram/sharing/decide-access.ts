import type { Abn } from '../../../core/abn.ts'
import { businessTime } from '../../../platform/clock/business-clock.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { decideService, type ServiceRefusal } from '../../../policy/authorisations/access.ts'
import { isInForce } from '../../../policy/authorisations/lifecycle.ts'
import { type IdentityStrength, isStrongEnough } from '../../../policy/identity/identity-strength.ts'
import { roleStrength } from '../../../policy/permissions/acts.ts'
import { roleOf } from '../../../policy/permissions/roles.ts'
import { heldBy } from '../acting/scene.ts'

/** May this person use this service for this business, now? */
export type AccessQuestion = { personId: string; strength: IdentityStrength; abn: Abn; serviceId: string }

export type AccessRefusal = ServiceRefusal | 'unknown-service' | 'no-authorisation' | 'not-in-force'
export type AccessDecision =
  | { allowed: true; level: 'FULL' | 'CUSTOM'; authorisationId: string; endDate: string | null }
  | { allowed: false; reason: AccessRefusal; sentence: string }

/** Why somebody may not use a service for a business, as a program's maker reads it. */
export const accessSentences: Record<AccessRefusal, string> = {
  'unknown-service': 'The agency catalogue has no such service.',
  'no-authorisation': 'The person has no authorisation for the business.',
  'not-in-force': 'The authorisation of the person is not in force today.',
  'no-access': 'The authorisation does not reach this service.',
  'identity-too-weak': 'The person signed in with an identity that is too weak for this.',
  'not-for-basic-users': 'The service is not for Basic users.',
}

/** Decides whether a person may use a service for a business, with the reason. */
export async function decideAccess(
  { store, clock }: Pick<Runtime, 'store' | 'clock'>,
  { personId, strength, abn, serviceId }: AccessQuestion,
): Promise<AccessDecision> {
  const [service, held, time] = await Promise.all([
    store.agencyService.findUnique({ where: { id: serviceId } }),
    store.authorisation.findUnique({ where: { heldBy: heldBy(abn, personId) }, include: { access: true } }),
    businessTime(store, clock, abn),
  ])
  if (service === null) return refuse('unknown-service')
  if (held === null) return refuse('no-authorisation')
  if (!isInForce(held, time.now, time.today)) return refuse('not-in-force')
  if (!isStrongEnough(strength, roleStrength[roleOf(held)])) return refuse('identity-too-weak')
  const decision = decideService({ type: held.type, strength, access: held.access }, service)
  if (!decision.allowed) return refuse(decision.reason)
  return { allowed: true, level: decision.level, authorisationId: held.id, endDate: held.endDate }
}

function refuse(reason: AccessRefusal): AccessDecision {
  return { allowed: false, reason, sentence: accessSentences[reason] }
}
