import type { Instant } from '../../core/clock.ts'
import type { Random } from '../../core/random.ts'
import type { NewKeystoreCredential } from './keystore.ts'

/**
 * Adds a credential to a keystore file; everything already in it stays as it is, to the byte of each value.
 *
 * @throws MandateError `keystore.already-there` unless `options.replace`, and what `openKeystore` throws
 */
export function addToKeystore(
  existing: Uint8Array | string,
  password: string,
  credential: NewKeystoreCredential,
  options: { random: Random; now: Instant; replace?: boolean },
): string {
  throw new Error(`not built: ${existing.length} ${password.length} ${credential} ${options}`)
}
