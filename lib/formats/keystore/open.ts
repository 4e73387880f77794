import { equalBytes } from '../../core/bytes.ts'
import { isMandateError, MandateError } from '../../core/errors/index.ts'
import { decryptPrivateKey } from '../pki/private-key/decrypt.ts'
import type { RsaPrivateKey } from '../pki/private-key/rsa.ts'
import type { OpenedKeystore } from './keystore.ts'
import { type ParsedCredential, parseKeystore, shown } from './parse.ts'
import { withoutInnards } from './read.ts'

/**
 * Opens a keystore file: everything that `readKeystore` checks, then the private key of each credential, which must
 * belong to its certificate. Runs in the browser and in Node.
 *
 * @param password as it was given when the file was made; its rule is not asked here
 * @throws MandateError `keystore.wrong-password` and the other `keystore.*` codes
 * @example
 * const { credentials } = openKeystore(await file.bytes(), password)
 */
export function openKeystore(file: Uint8Array | string, password: string): OpenedKeystore {
  const { credentials } = parseKeystore(file)
  if (credentials.length === 0) throw new MandateError('keystore.no-credentials')
  return {
    credentials: credentials.map((parsed) => ({
      ...withoutInnards(parsed),
      privateKeyPkcs8: unlockKey(parsed, password).pkcs8,
    })),
  }
}

/** The private key of one credential. @throws MandateError as {@link openKeystore} */
export function unlockKey({ id, protectedPrivateKey, certificate }: ParsedCredential, password: string): RsaPrivateKey {
  const key = asKeystoreFault(shown(id), () => decryptPrivateKey(protectedPrivateKey, password))
  if (!equalBytes(key.spki, certificate.spki)) throw new MandateError('keystore.key-mismatch', { id: shown(id) })
  return key
}

function asKeystoreFault(id: string, decrypt: () => RsaPrivateKey): RsaPrivateKey {
  try {
    return decrypt()
  } catch (cause) {
    if (!isMandateError(cause)) throw cause
    const what = String(cause.details.what ?? '')
    if (cause.code === 'private-key.wrong-password') throw new MandateError('keystore.wrong-password', { id })
    if (cause.code === 'private-key.encryption-not-supported') {
      throw new MandateError('keystore.encryption-not-supported', { id, what })
    }
    throw new MandateError('keystore.bad-private-key', { id, what })
  }
}
