import { utf8 } from '../../core/bytes.ts'
import { pkcs12Kdf } from '../pki/private-key/pkcs12-kdf.ts'
import { hmac } from '../pki/private-key/primitives.ts'

/** What the check value of a credential covers; the dates are not part of it. */
export type IntegrityInput = {
  type: string
  id: string
  name1: string
  name2: string
  abn: string
  legalName: string
  personId: string
  /** Decimal. */
  serialNumber: string
  sha1Fingerprint: Uint8Array
  certificateBundle: Uint8Array
  protectedPrivateKey: Uint8Array
}

/**
 * The check value of a credential: HMAC-SHA1 over its values, keyed from the salt and an empty password. There is no
 * secret in it; it finds damage, and an attacker can make a new one.
 *
 * @see docs/wire-formats.md, Keystore: integrityValue
 */
export function integrityValue(of: IntegrityInput, salt: Uint8Array): Uint8Array {
  const key = pkcs12Kdf({ digest: 'sha1', purpose: 'mac', password: '', salt, rounds: 1024, length: 20 })
  const texts = [of.type, of.id, of.name1, of.name2, of.abn, of.legalName, of.personId, of.serialNumber]
  return hmac('sha1', key, utf8(texts.join('')), of.sha1Fingerprint, of.certificateBundle, of.protectedPrivateKey)
}
