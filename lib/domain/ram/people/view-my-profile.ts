import type { IdentityStrength } from '../../../policy/identity-strength.ts'
import type { UseCaseContext } from '../../context.ts'

export type MyProfile = {
  givenNames: string
  familyName: string
  strength: IdentityStrength
  /** Address of the Digital ID, as a suggestion for forms; null where it gave none. */
  email: string | null
  termsAccepted: boolean
  /** Businesses that the person can act for, now or from an accepted date. */
  businessCount: number
}

/** The person who is signed in, for the home page. */
export async function viewMyProfile({ runtime, actor }: UseCaseContext): Promise<MyProfile> {
  const [person, businessCount] = await Promise.all([
    runtime.store.person.findUniqueOrThrow({ where: { id: actor.personId } }),
    runtime.store.authorisation.count({
      where: { personId: actor.personId, status: { in: ['ACTIVE', 'ACCEPTED'] } },
    }),
  ])
  return {
    givenNames: actor.givenNames,
    familyName: actor.familyName,
    strength: actor.strength,
    email: person.email,
    termsAccepted: person.termsAcceptedAt !== null,
    businessCount,
  }
}
