import { derOctets, derSequence } from '../../der/write.ts'
import { encryptWithPassword, type PasswordEncryption } from './encryption.ts'
import type { RsaPrivateKey } from './rsa.ts'

/** Encrypts a private key: PKCS#8 EncryptedPrivateKeyInfo, DER (RFC 5958 section 3). Runs in the browser. */
export function encryptPrivateKey(key: RsaPrivateKey, password: string, how: PasswordEncryption): Uint8Array {
  const { algorithm, sealed } = encryptWithPassword(key.pkcs8, password, how)
  return derSequence(algorithm, derOctets(sealed))
}
