import type { Instant } from '../../core/clock.ts'
import type { Random } from '../../core/random.ts'
import type { NewKeystoreCredential } from './keystore.ts'
import type { KeystorePassword } from './password.ts'

/** What goes into a new keystore file. `now` is its creation date. */
export type SealInput = {
  credentials: readonly NewKeystoreCredential[]
  password: KeystorePassword
  random: Random
  now: Instant
}

/** Writes a new keystore file (XML text, to be saved as UTF-8). */
export function sealKeystore(input: SealInput): string {
  throw new Error(`not built: ${input.credentials.length}`)
}
