import { z } from 'zod'
import { parseEmail } from '../../../core/email.ts'
import { uuid } from '../../../core/random.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'
import { parseInput } from '../../parse-input.ts'

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

/**
 * Keeps who signed in, and returns the person behind the identity provider's `sub`. Called at every sign-in; the names
 * are the identity provider's latest.
 *
 * @throws MandateError `common.invalid-input` when a claim is missing
 */
export async function registerSignIn(runtime: Runtime, claims: SignInClaims): Promise<SignedInPerson> {
  const { sub, given_name, family_name, birthdate, email } = parseInput(signInClaims, claims)
  const now = new Date(runtime.clock.now())
  const facts = {
    givenNames: given_name,
    familyName: family_name,
    birthDate: birthdate,
    email: usableEmail(email),
    lastSeenAt: now,
  }
  const person = await inTransaction(runtime.store, async (tx) => {
    // Two first sign-ins at once must make one person.
    await tx.person.createMany({
      data: { id: uuid(runtime.random), subject: sub, createdAt: now, ...facts },
      skipDuplicates: true,
    })
    return await tx.person.update({ where: { subject: sub }, data: facts })
  })
  return {
    personId: person.id,
    givenNames: person.givenNames,
    familyName: person.familyName,
    termsAccepted: person.termsAcceptedAt !== null,
  }
}

function usableEmail(email: string | undefined): string | undefined {
  try {
    return email === undefined ? undefined : parseEmail(email)
  } catch {
    return undefined
  }
}
