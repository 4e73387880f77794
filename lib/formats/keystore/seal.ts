import { toBase64 } from '../../core/bytes.ts'
import type { Instant } from '../../core/clock.ts'
import { MandateError } from '../../core/errors/index.ts'
import type { Random } from '../../core/random.ts'
import type { NewKeystoreCredential } from './keystore.ts'
import { keystoreNamespace, shown } from './parse.ts'
import type { KeystorePassword } from './password.ts'
import { writeCredential } from './write-credential.ts'

/** What goes into a new keystore file. */
export type SealInput = {
  credentials: readonly NewKeystoreCredential[]
  password: KeystorePassword
  random: Random
  /** Date of creation that the file states. */
  now: Instant
}

/**
 * Writes a new keystore file, exactly as the vendor's library takes it. Runs in the browser and in Node.
 *
 * @returns XML text, to be saved as UTF-8
 * @throws MandateError `keystore.*` where a credential does not fit together
 * @see docs/wire-formats.md, Keystore
 */
export function sealKeystore({ credentials, password, random, now }: SealInput): string {
  if (credentials.length === 0) throw new MandateError('keystore.no-credentials')
  const written = credentials.map((credential) => writeCredential(credential, password, { random, now }))
  const ids = written.map(({ id }) => id)
  const twice = ids.find((id, at) => ids.indexOf(id) !== at)
  if (twice !== undefined) throw new MandateError('keystore.already-there', { id: shown(twice) })
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    `<credentialStore xmlns="${keystoreNamespace}">`,
    `  <salt>${toBase64(random.bytes(20))}</salt>`,
    '  <credentials>',
    ...written.map(({ element }) => `    ${element('')}`),
    '  </credentials>',
    '</credentialStore>',
    '',
  ].join('\n')
}
