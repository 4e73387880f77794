import type { Abn } from '../../../core/abn.ts'

/** Whom and which key a machine credential is to be certified for, and the hand that signs with that key. */
export type CertificateRequestInput = {
  /** Credential name, the CN. */
  name: string
  abn: Abn
  /** SubjectPublicKeyInfo, DER; as `crypto.subtle.exportKey('spki', ...)` gives it. */
  publicKeySpki: Uint8Array
  /** RSASSA-PKCS1-v1_5 with SHA-256 over the given bytes. */
  sign: (tbs: Uint8Array) => Promise<Uint8Array>
}

/**
 * Builds a PKCS#10 request (RFC 2986, DER) with sha256WithRSAEncryption. Runs in the browser.
 *
 * @see docs/wire-formats.md, Certificate profile: subject C, O (ABN), CN (name), dnQualifier, in this order
 */
export async function createCertificateRequest(input: CertificateRequestInput): Promise<Uint8Array> {
  throw new Error(`not built: ${input.name}`)
}
