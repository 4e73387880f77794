import type { Random } from '../../core/random.ts'
import type { KeystorePassword } from './password.ts'

/** Encrypts every private key of a keystore file anew, under a new password and new salts. */
export function changeKeystorePassword(
  existing: Uint8Array | string,
  oldPassword: string,
  newPassword: KeystorePassword,
  options: { random: Random },
): string {
  throw new Error(`not built: ${existing.length} ${oldPassword.length} ${newPassword.length} ${options}`)
}
