import { createPublicKey, type KeyObject, sign } from 'node:crypto'

/** A hand that signs with an RSA key which it may keep to itself (a file, PKCS#11, a remote service). */
export type Signer = {
  algorithm: 'rsa-sha256'
  /** SubjectPublicKeyInfo of the key, DER. */
  publicKeySpki: Uint8Array
  /** RSASSA-PKCS1-v1_5 with SHA-256 over `tbs`. */
  sign(tbs: Uint8Array): Promise<Uint8Array> | Uint8Array
}

/** A signer with a private RSA key in memory. Throws a TypeError for any other kind of key. */
export function localSigner(privateKey: KeyObject): Signer {
  if (privateKey.type !== 'private' || privateKey.asymmetricKeyType !== 'rsa') {
    throw new TypeError('a private RSA key is needed')
  }
  return {
    algorithm: 'rsa-sha256',
    publicKeySpki: createPublicKey(privateKey).export({ format: 'der', type: 'spki' }),
    sign: (tbs) => sign('sha256', tbs, privateKey),
  }
}
