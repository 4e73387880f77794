import type { Runtime } from '../platform/runtime/runtime.ts'
import type { IdentityStrength } from '../policy/identity/identity-strength.ts'
import type { EnteredScene } from './ram/acting/scene.ts'

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
export type UseCaseContext = {
  runtime: Runtime
  actor: Actor
  /**
   * Where a page is shown: businesses that were entered for it already, by ABN. Its parts ask of one moment, so none
   * needs to read them again. Who changes anything reads anew and has none.
   */
  entered?: Map<string, Promise<EnteredScene>>
}
