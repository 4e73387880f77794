import type { Runtime } from '../platform/runtime/runtime.ts'
import type { IdentityStrength } from '../policy/identity/identity-strength.ts'

/** The person who asks, as the session proves them. */
export type Actor = {
  personId: string
  givenNames: string
  familyName: string
  /** Strength of the identity at this sign-in, from `acr`. */
  strength: IdentityStrength
  /** What acts in the person's name, if not they themselves: `API token "nightly"`. The history and mails tell it. */
  through?: string
}

/** What every use case receives: the house, and who is asking. */
export type UseCaseContext = { runtime: Runtime; actor: Actor }
