import { MandateError } from './errors/index.ts'

/** An email address in the plain form `local@domain.tld`. Only {@link parseEmail} makes one. */
export type Email = string & { readonly __brand: 'Email' }

/**
 * Reads an email address. Refuses what a mail system of today would not deliver: no domain, no top level, control
 * characters, line breaks.
 *
 * @throws MandateError `email.invalid`
 */
export function parseEmail(value: string): Email {
  const address = value.trim()
  if (address.length > 254 || !/^[^\s@<>"(),:;[\]\\\p{Cc}]{1,64}@([a-z0-9-]{1,63}\.)+[a-z]{2,63}$/iu.test(address)) {
    throw new MandateError('email.invalid', { value: value.slice(0, 60) })
  }
  return address as Email
}
