import { createPublicKey, type KeyObject } from 'node:crypto'
import { MandateError } from '../../../core/errors/index.ts'
import type { Certificate } from './certificate.ts'

const keys = new Map<string, KeyObject>()
const keysKept = 5_000

/**
 * The public key of a certificate, ready for use. Remembered by fingerprint, as making one costs more than a
 * verification with it.
 *
 * @throws MandateError `certificate.weak-algorithm` for anything but RSA of 2048 to 8192 bits
 */
export function publicKeyOf(certificate: Certificate): KeyObject {
  const known = keys.get(certificate.fingerprints.sha256)
  if (known) return known
  const key = rsaKeyOf(certificate)
  const oldest = keys.size < keysKept ? undefined : keys.keys().next().value
  if (oldest) keys.delete(oldest)
  keys.set(certificate.fingerprints.sha256, key)
  return key
}

function rsaKeyOf({ spki, subject }: Certificate): KeyObject {
  const subjectText = { subject: subject.text }
  let key: KeyObject
  try {
    key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  } catch (cause) {
    throw new MandateError('certificate.malformed', { what: 'its public key cannot be read' }, { cause })
  }
  if (key.asymmetricKeyType !== 'rsa') {
    throw new MandateError('certificate.weak-algorithm', { ...subjectText, algorithm: 'a key that is not RSA' })
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  if (bits < 2048 || bits > 8192) {
    throw new MandateError('certificate.weak-algorithm', { ...subjectText, algorithm: `an RSA key of ${bits} bits` })
  }
  return key
}
