import type { IdentityStrength } from '../../../policy/identity/identity-strength.ts'
import type { UseCaseContext } from '../../context.ts'
import { otherName } from './update-my-name.ts'

export type MyProfile = {
  givenNames: string
  familyName: string
  strength: IdentityStrength
  /** Address of the Digital ID, as a suggestion for forms; null where it gave none. */
  email: string | null
  termsAccepted: boolean
  /** Businesses that the person can act for, now or from an accepted date. */
  businessCount: number
  /** Authorisations that still bear another name than the Digital ID; see `updateMyName`. */
  underAnotherName: number
  /** Relying services that the person shares with. */
  sharedServices: number
  /** Works at the operator's desk. */
  isOperator: boolean
}

/** The person who is signed in, for the home page. */
export async function viewMyProfile(context: UseCaseContext): Promise<MyProfile> {
  const { runtime, actor } = context
  const [person, businessCount, underAnotherName, sharedServices] = await Promise.all([
    runtime.store.person.findUniqueOrThrow({ where: { id: actor.personId } }),
    runtime.store.authorisation.count({
      where: { personId: actor.personId, status: { in: ['ACTIVE', 'ACCEPTED'] } },
    }),
    runtime.store.authorisation.count({ where: otherName(context) }),
    runtime.store.relyingServicePerson.count({ where: { personId: actor.personId } }),
  ])
  return {
    givenNames: actor.givenNames,
    familyName: actor.familyName,
    strength: actor.strength,
    email: person.email,
    termsAccepted: person.termsAcceptedAt !== null,
    businessCount,
    underAnotherName,
    sharedServices,
    isOperator: person.isOperator,
  }
}
