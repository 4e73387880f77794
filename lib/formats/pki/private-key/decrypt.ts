import { isMandateError, MandateError } from '../../../core/errors/index.ts'
import { orMalformed } from '../../der/malformed.ts'
import { readDer } from '../../der/read.ts'
import { octetsOf, sequenceOf, unexpected } from '../../der/values.ts'
import { decryptWithPassword } from './encryption.ts'
import { type RsaPrivateKey, readRsaPrivateKey } from './rsa.ts'

/**
 * Decrypts a PKCS#8 EncryptedPrivateKeyInfo (DER): triple DES of PKCS#12, or PBES2 with PBKDF2 and AES or triple DES.
 * Runs in the browser.
 *
 * @throws MandateError `private-key.wrong-password`, `private-key.malformed`, `private-key.encryption-not-supported`
 */
export function decryptPrivateKey(encrypted: Uint8Array, password: string): RsaPrivateKey {
  const clear = orMalformed('private-key.malformed', () => {
    const [algorithm, sealed, ...rest] = sequenceOf(readDer(encrypted, limits), 'an encrypted private key')
    if (rest.length > 0) throw unexpected('an encrypted private key')
    return decryptWithPassword(algorithm, octetsOf(sealed, 'an encrypted private key'), password)
  })
  if (!clear) throw new MandateError('private-key.wrong-password')
  try {
    return readRsaPrivateKey(clear)
  } catch (error) {
    // A wrong password gives noise, and one time in 256 the noise ends like a padding. Noise is no encoding.
    if (isMandateError(error) && hasCause(error, 'der.')) throw new MandateError('private-key.wrong-password')
    throw error
  }
}

function hasCause({ cause }: MandateError, area: string): boolean {
  return isMandateError(cause) && cause.code.startsWith(area)
}

const limits = { depth: 12, nodes: 200, bytes: 32 * 1024 }
