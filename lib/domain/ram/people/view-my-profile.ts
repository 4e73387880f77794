import { MandateError } from '../../../core/errors/index.ts'
import type { IdentityStrength } from '../../../policy/identity-strength.ts'
import type { UseCaseContext } from '../../context.ts'

export type MyProfile = {
  givenNames: string
  familyName: string
  strength: IdentityStrength
  /** Address of the Digital ID, as a suggestion for forms; null where it gave none. */
  email: string | null
  termsAccepted: boolean
  /** Businesses that the person can act for now. */
  businessCount: number
}

/** The person who is signed in, for the home page. */
export async function viewMyProfile(_context: UseCaseContext): Promise<MyProfile> {
  throw new MandateError('common.unavailable')
}
