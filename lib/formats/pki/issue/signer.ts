import type { KeyObject } from 'node:crypto'

/** A hand that signs with an RSA key which it may keep to itself (a file, PKCS#11, a remote service). */
export type Signer = {
  algorithm: 'rsa-sha256'
  /** SubjectPublicKeyInfo of the key, DER. */
  publicKeySpki: Uint8Array
  /** RSASSA-PKCS1-v1_5 with SHA-256 over `tbs`. */
  sign(tbs: Uint8Array): Promise<Uint8Array> | Uint8Array
}

/** A signer with a private RSA key in memory. */
export function localSigner(privateKey: KeyObject): Signer {
  throw new Error(`not built: ${privateKey.type}`)
}
