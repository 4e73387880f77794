import type { Transaction } from '../../lib/platform/store/open.ts'
import type { IdentityStrength } from '../../lib/policy/identity/identity-strength.ts'

/** A made-up human being of the simulated myID. */
export type PersonaSeed = {
  id: string
  givenNames: string
  familyName: string
  /** ISO day. */
  birthDate: string
  strength: IdentityStrength
  /** One line for the tester: what this persona is good for. */
  story: string
}

/** Who can sign in to a sandbox, in the order of the list. The register's associates have the same names and birth dates. */
export const personas: readonly PersonaSeed[] = [
  {
    id: 'olivia',
    givenNames: 'Olivia',
    familyName: 'Nguyen',
    birthDate: '1984-05-17',
    strength: 'STRONG',
    story: 'Director of Wattle Vale Training, not linked yet. Start here: link the business, then authorise others.',
  },
  {
    id: 'marcus',
    givenNames: 'Marcus',
    familyName: 'Webb',
    birthDate: '1990-11-02',
    strength: 'STANDARD',
    story: 'Payroll officer with no business of his own. Authorise him, for example to manage machine credentials.',
  },
  {
    id: 'priya',
    givenNames: 'Priya',
    familyName: 'Sharma',
    birthDate: '1979-08-23',
    strength: 'STRONG',
    story:
      'Director of Banksia Cloud Software, which acts for its clients. Start here as a software vendor: register a product, test it.',
  },
  {
    id: 'tom',
    givenNames: 'Tom',
    familyName: 'Baker',
    birthDate: '2003-02-09',
    strength: 'BASIC',
    story: 'Has a Basic identity: cannot link a business, and can only be a Basic user.',
  },
  {
    id: 'grace',
    givenNames: 'Grace',
    familyName: "O'Connor",
    birthDate: '1971-12-30',
    strength: 'STRONG',
    story: 'Sole trader of Ironbark Bakery, a client of cloud software. Also stands behind a cancelled ABN.',
  },
  {
    id: 'henry',
    givenNames: 'Henry',
    familyName: 'Li',
    birthDate: '1995-07-14',
    strength: 'STRONG',
    story: 'Strong identity, but the register names him for no business: nothing to link.',
  },
  {
    id: 'amelia',
    givenNames: 'Amelia',
    familyName: 'Rossi',
    birthDate: '1966-03-21',
    strength: 'STRONG',
    story: 'Director of a corporate trustee, which cannot be linked online.',
  },
  {
    id: 'noah',
    givenNames: 'Noah',
    familyName: 'Fraser',
    birthDate: '1988-10-05',
    strength: 'STRONG',
    story: 'Director whose details at the tax office are out of date: linking stops until they are put right.',
  },
  {
    id: 'aisha',
    givenNames: 'Aisha',
    familyName: 'Rahman',
    birthDate: '1982-01-28',
    strength: 'STANDARD',
    story: 'Director with a Standard identity, too weak to link her business online.',
  },
  {
    id: 'desk',
    givenNames: 'Dana',
    familyName: 'Kelly',
    birthDate: '1976-06-11',
    strength: 'STRONG',
    story: "Works at the operator's desk, where assisted requests are decided. Acts for no business.",
  },
]

/** Email address under which the persona signs in. */
export function personaEmail(persona: Pick<PersonaSeed, 'id'>): string {
  return `${persona.id}@example.com`
}

/** Writes the personas into a sandbox; one that is there stays as it is, also where the console changed it. */
export async function seedPersonas(tx: Transaction): Promise<void> {
  for (const [position, persona] of personas.entries()) {
    const { id, ...facts } = persona
    const row = { ...facts, email: personaEmail(persona), position }
    await tx.persona.createMany({ data: { id, ...row }, skipDuplicates: true })
  }
}
