import { constants, createHmac, type KeyObject, timingSafeEqual, verify } from 'node:crypto'
import { utf8 } from '../../../core/bytes.ts'
import { MandateError } from '../../../core/errors/index.ts'
import type { SignatureAlgorithm } from '../algorithms.ts'

/**
 * Refuses a key that does not belong to the algorithm. Above all: never a public key as the secret of an HMAC.
 *
 * @throws MandateError `xmldsig.key-mismatch`, `xmldsig.weak-key`
 */
export function checkKey(method: SignatureAlgorithm, key: KeyObject, minimumRsaBits: number): void {
  const fits =
    method.kind === 'hmac'
      ? key.type === 'secret'
      : key.type === 'public' && keyTypes[method.kind].includes(key.asymmetricKeyType ?? '')
  if (!fits) throw new MandateError('xmldsig.key-mismatch', { algorithm: method.uri })
  if (method.kind === 'rsa' || method.kind === 'rsa-pss') {
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
    if (bits < minimumRsaBits) throw new MandateError('xmldsig.weak-key', { bits, minimum: minimumRsaBits })
  }
}

const keyTypes: Readonly<Record<'rsa' | 'rsa-pss' | 'ecdsa', readonly string[]>> = {
  rsa: ['rsa'],
  'rsa-pss': ['rsa', 'rsa-pss'],
  ecdsa: ['ec'],
}

/**
 * True when `value` is the signature of `text` under the key; the key was checked before.
 *
 * For an `rsa` key the platform's own default is PKCS#1 v1.5. Naming it would need an options object around the key,
 * which costs as much again as the verification.
 */
export function checkValue(method: SignatureAlgorithm, key: KeyObject, text: string, value: Uint8Array): boolean {
  switch (method.kind) {
    case 'rsa':
      return verify(method.hash, utf8(text), key, value)
    case 'rsa-pss': {
      const padding = constants.RSA_PKCS1_PSS_PADDING
      return verify(method.hash, utf8(text), { key, padding, saltLength: method.bytes }, value)
    }
    case 'ecdsa':
      return verify(method.hash, utf8(text), { key, dsaEncoding: 'ieee-p1363' }, value)
    case 'hmac': {
      const expected = createHmac(method.hash, key).update(text, 'utf8').digest()
      return expected.length === value.length && timingSafeEqual(expected, value)
    }
  }
}
