import { MandateError } from '../../core/errors/index.ts'
import { checkKeystorePassword } from './password-rule.ts'

/** A password that meets {@link keystorePasswordRule}. Only {@link parseKeystorePassword} makes one. */
export type KeystorePassword = string & { readonly __brand: 'KeystorePassword' }

/**
 * Accepts a new keystore password. Only for sealing: a file may be opened with any password that fits.
 *
 * @throws MandateError `keystore.password-rule`, naming the lines that are not met and never the password
 */
export function parseKeystorePassword(password: string): KeystorePassword {
  const broken = checkKeystorePassword(password).filter(({ met }) => !met)
  if (broken.length > 0) {
    throw new MandateError('keystore.password-rule', { rules: broken.map(({ rule }) => rule.text).join(', ') })
  }
  return password as KeystorePassword
}
