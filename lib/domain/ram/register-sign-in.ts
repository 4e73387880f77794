import { z } from 'zod'
import { MandateError } from '../../core/errors/index.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'

/** Claims of the identity provider, as the token or userinfo gives them. */
export const signInClaims = z.object({
  sub: z.string().min(1).max(255),
  given_name: z.string().trim().min(1),
  family_name: z.string().trim().min(1),
  birthdate: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  email: z.string().optional(),
})
export type SignInClaims = z.input<typeof signInClaims>

export type SignedInPerson = { personId: string; givenNames: string; familyName: string; termsAccepted: boolean }

/** Keeps who signed in, and returns the person behind the identity provider's `sub`. Called at every sign-in. */
export async function registerSignIn(_runtime: Runtime, _claims: SignInClaims): Promise<SignedInPerson> {
  throw new MandateError('common.unavailable')
}
