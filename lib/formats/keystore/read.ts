import type { Keystore, KeystoreCredential } from './keystore.ts'
import { type ParsedCredential, parseKeystore } from './parse.ts'

/**
 * Reads a keystore file without its password: structure, certificates, and the check value of each credential. Runs
 * in the browser and in Node.
 *
 * @param file bytes as they stand in the file, or its text
 * @throws MandateError `keystore.*`, each kind of damage with its own code
 */
export function readKeystore(file: Uint8Array | string): Keystore {
  return { credentials: parseKeystore(file).credentials.map(withoutInnards) }
}

/** A parsed credential without what only the rewriting of a file needs. */
export function withoutInnards(parsed: ParsedCredential): KeystoreCredential {
  const { element, salt, certificateBundle, protectedPrivateKey, certificate, ...credential } = parsed
  return credential
}
