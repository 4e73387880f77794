import type { Account } from 'oidc-provider'
import type { Persona } from '../../platform/store/generated/client.ts'
import type { Store } from '../../platform/store/open.ts'

/** What a relying party is told about a persona. */
export const claimsByScope = {
  openid: ['sub'],
  profile: ['given_name', 'family_name', 'birthdate'],
  email: ['email'],
}

/** The account of a persona for oidc-provider; `undefined` once the persona is gone. */
export async function findAccount(store: Store, personaId: string): Promise<Account | undefined> {
  const persona = await store.persona.findUnique({ where: { id: personaId } })
  return persona === null
    ? undefined
    : { accountId: persona.id, claims: async () => ({ sub: persona.id, ...claimsOf(persona) }) }
}

function claimsOf({ givenNames, familyName, birthDate, email }: Persona) {
  return { given_name: givenNames, family_name: familyName, birthdate: birthDate, email }
}
