import type { Random } from '../../core/random.ts'
import { encryptPrivateKey } from '../pki/private-key/encrypt.ts'
import type { RsaPrivateKey } from '../pki/private-key/rsa.ts'
import type { KeystorePassword } from './password.ts'

/** A private key under a password, with the salt that the file repeats as `credentialSalt`. */
export type ProtectedKey = { salt: Uint8Array; protectedPrivateKey: Uint8Array }

/**
 * Encrypts a private key in the one way that the vendor's library reads.
 *
 * @see docs/wire-formats.md, Keystore: protectedPrivateKey; 20 bytes of salt, 1024 rounds
 */
export function protectKey(key: RsaPrivateKey, password: KeystorePassword, random: Random): ProtectedKey {
  const salt = random.bytes(20)
  return { salt, protectedPrivateKey: encryptPrivateKey(key, password, { scheme: 'pbes1-3des', salt, rounds: 1024 }) }
}
