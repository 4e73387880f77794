import { type IdentityStrength, isStrongEnough } from '../identity/identity-strength.ts'
import { type Act, acts, permissionMatrix, roleStrength } from './acts.ts'
import { type AuthorisationType, isPrincipal, type Role, type RoleFacts, roleLabels, roleOf } from './roles.ts'

/** Who asks: their identity at this sign-in, and the role of their authorisation in force, if they have one. */
export type Asker = { strength: IdentityStrength; role: Role | null }

/** What an act is done to: one's own authorisation or another's, and of which type. */
export type Target = { relationship: 'own' | 'other'; type: AuthorisationType }

export type RefusalCode =
  | 'ram.no-authorisation'
  | 'ram.identity-too-weak'
  | 'ram.role-too-low'
  | 'ram.own-authorisation'
  | 'ram.principal-protected'
  | 'ram.principal-cannot-leave'

/** `details` fill the sentences of the error with that code. */
export type Decision = { allowed: true } | { allowed: false; code: RefusalCode; details: Record<string, string> }

/**
 * Decides whether a person may do an act for a business, by the permission matrix alone. Status, dates and the rest
 * are for the use case. Deny by default: an act on an authorisation needs its target.
 */
export function decide(act: Act, asker: Asker, target?: Target): Decision {
  if (asker.role === null) return refuse('ram.no-authorisation')
  const row = permissionMatrix[act]
  const needed = strongest(roleStrength[asker.role], 'strength' in row ? row.strength : undefined)
  if (!isStrongEnough(asker.strength, needed)) {
    return refuse('ram.identity-too-weak', { needed: strengthName(needed), actual: strengthName(asker.strength) })
  }
  const cell = row.cells[asker.role]
  if (cell === 'no') return refuse('ram.role-too-low', { role: roleLabels[asker.role].toLowerCase() })
  if (row.on === 'business') return cell === 'yes' ? { allowed: true } : tooLow(asker.role)
  if (target === undefined) return tooLow(asker.role)
  if (target.relationship === 'own')
    return cell === 'own' || cell === 'all' ? { allowed: true } : ownRefusal(act, target)
  if (cell !== 'others' && cell !== 'all') return tooLow(asker.role)
  const reaches = 'reachesPrincipals' in row && row.reachesPrincipals === true
  return isPrincipal(target.type) && !reaches ? refuse('ram.principal-protected') : { allowed: true }
}

/** For pages: whether the role includes the act at all, for the business or for somebody else's authorisation. */
export function mayEver(act: Act, asker: Asker): boolean {
  const target =
    permissionMatrix[act].on === 'business' ? undefined : ({ relationship: 'other', type: 'STANDARD' } as const)
  return decide(act, asker, target).allowed
}

/** {@link mayEver} for every act. */
export function businessActs(asker: Asker): Record<Act, boolean> {
  return Object.fromEntries(acts.map((act) => [act, mayEver(act, asker)])) as Record<Act, boolean>
}

/** The role of an authorisation's facts, or null for none. */
export function roleOrNone(facts: RoleFacts | null | undefined): Role | null {
  return facts ? roleOf(facts) : null
}

function ownRefusal(act: Act, target: Target): Decision {
  const leaving = act === 'remove-authorisation' && target.type === 'PRINCIPAL_AUTHORITY'
  return refuse(leaving ? 'ram.principal-cannot-leave' : 'ram.own-authorisation')
}

function tooLow(role: Role): Decision {
  return refuse('ram.role-too-low', { role: roleLabels[role].toLowerCase() })
}

function refuse(code: RefusalCode, details: Record<string, string> = {}): Decision {
  return { allowed: false, code, details }
}

function strongest(a: IdentityStrength, b: IdentityStrength | undefined): IdentityStrength {
  return b === undefined || isStrongEnough(a, b) ? a : b
}

/** `Standard`, as people know it. */
export function strengthName(strength: IdentityStrength): string {
  return strength.charAt(0) + strength.slice(1).toLowerCase()
}
