import { describe, expect, it } from 'vitest'
import { type IdentityStrength, identityStrengths, isStrongEnough } from '../identity/identity-strength.ts'
import { type Act, acts, permissionMatrix, roleStrength } from './acts.ts'
import { decide, mayEver, type Target } from './decide.ts'
import { authorisationTypes, isPrincipal, type Role, roles } from './roles.ts'

/**
 * The published rules, written down a second time and in another form, so that a slip in the table shows: for each act
 * the roles that may do it, in the order of the columns. `y` for yes, `o` own only, `t` others only, `a` all, `-` no.
 */
const published: Record<Act, string> = {
  'view-business': 'yyyyyyy',
  'list-authorisations': 'yyyy---',
  'view-authorisation': 'aaaaooo',
  'create-authorisation': 'yyyy---',
  'import-authorisations': 'yyyy---',
  'edit-authorisation': 'tttt---',
  'appoint-administrator': 'tttt---',
  'appoint-machine-credential-administrator': 'tttt---',
  'reissue-code': 'tttt---',
  'remove-authorisation': 'taaaooo',
  'renew-authorisation': 'tatt---',
  'change-email': 'ooooooo',
  'export-authorisations': 'yyyy---',
  'view-history': 'yyyy---',
  'list-credentials': 'yy-y-y-',
  'create-credential': 'yy-y-y-',
  'edit-credential': 'yy-y-y-',
  'revoke-credential': 'yy-y-y-',
  'claim-credential': 'yy-y-y-',
  'list-notifications': 'yyyy---',
  'manage-notifications': 'yyyy---',
  'request-notification': 'yyyy---',
  'list-api-tokens': 'yyyy---',
  'manage-api-tokens': 'yyyy---',
}
const letters = { yes: 'y', no: '-', own: 'o', others: 't', all: 'a' } as const

describe('the permission matrix', () => {
  it.each(acts)('%s is as published', (act) => {
    expect(roles.map((role) => letters[permissionMatrix[act].cells[role]]).join('')).toBe(published[act])
  })

  it('has a row for every act that is published, and no other', () => {
    expect(acts.toSorted()).toEqual(Object.keys(published).toSorted())
  })

  it('says yes or no for a business, and whose for an authorisation', () => {
    for (const act of acts) {
      const allowed = permissionMatrix[act].on === 'business' ? ['yes', 'no'] : ['own', 'others', 'all', 'no']
      for (const role of roles) expect(allowed).toContain(permissionMatrix[act].cells[role])
    }
  })
})

describe('deciding', () => {
  const cells = acts.flatMap((act) => roles.map((role) => [act, role] as const))
  const targets: (Target | undefined)[] = [
    undefined,
    ...authorisationTypes.flatMap((type) => [
      { relationship: 'own' as const, type },
      { relationship: 'other' as const, type },
    ]),
  ]

  it.each(cells)('%s as %s: allows what the cell says, and nothing else', (act, role) => {
    const row = permissionMatrix[act]
    for (const strength of identityStrengths) {
      for (const target of targets) {
        const { allowed } = decide(act, { strength, role }, target)
        expect(allowed, `${strength} ${target?.relationship} ${target?.type}`).toBe(
          expected(act, role, strength, target),
        )
      }
    }
    expect(row.on === 'authorisation' && decide(act, { strength: 'STRONG', role }).allowed).toBe(false)
  })

  it('allows nothing to a person without an authorisation in force', () => {
    for (const act of acts) {
      for (const target of targets) {
        expect(decide(act, { strength: 'STRONG', role: null }, target)).toMatchObject({ code: 'ram.no-authorisation' })
      }
      expect(mayEver(act, { strength: 'STRONG', role: null })).toBe(false)
    }
  })

  it.each([
    [
      'remove-authorisation',
      'PRINCIPAL_AUTHORITY',
      { relationship: 'own', type: 'PRINCIPAL_AUTHORITY' },
      'ram.principal-cannot-leave',
    ],
    [
      'remove-authorisation',
      'ADMINISTRATOR',
      { relationship: 'other', type: 'PRINCIPAL_AUTHORITY' },
      'ram.principal-protected',
    ],
    [
      'edit-authorisation',
      'PRINCIPAL_AUTHORITY',
      { relationship: 'other', type: 'INDIRECT_ASSOCIATE' },
      'ram.principal-protected',
    ],
    ['edit-authorisation', 'ADMINISTRATOR', { relationship: 'own', type: 'STANDARD' }, 'ram.own-authorisation'],
    ['edit-authorisation', 'AUTHORISED_USER', { relationship: 'own', type: 'STANDARD' }, 'ram.role-too-low'],
    ['create-credential', 'ADMINISTRATOR', undefined, 'ram.role-too-low'],
  ] as const)('%s as %s is refused for its reason', (act, role, target, code) => {
    expect(decide(act, { strength: 'STRONG', role }, target)).toMatchObject({ allowed: false, code })
  })

  it('asks for the strength of the role before anything else', () => {
    expect(decide('view-business', { strength: 'BASIC', role: 'ADMINISTRATOR' })).toEqual({
      allowed: false,
      code: 'ram.identity-too-weak',
      details: { needed: 'Standard', actual: 'Basic' },
    })
  })

  function expected(act: Act, role: Role, strength: IdentityStrength, target: Target | undefined): boolean {
    if (!isStrongEnough(strength, roleStrength[role])) return false
    const letter = published[act][roles.indexOf(role)]
    if (permissionMatrix[act].on === 'business') return letter === 'y'
    if (target === undefined || letter === '-') return false
    if (target.relationship === 'own') return letter === 'o' || letter === 'a'
    if (letter === 'o') return false
    return act === 'view-authorisation' || !isPrincipal(target.type)
  }
})
