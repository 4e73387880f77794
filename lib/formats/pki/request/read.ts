import type { DistinguishedName } from '../certificate/certificate.ts'

/** A certificate request whose signature was verified and whose key is sound. Only {@link readCertificateRequest} makes one. */
export type VerifiedCertificateRequest = {
  der: Uint8Array
  subject: DistinguishedName
  /** SubjectPublicKeyInfo, DER, in its one canonical form: compare these bytes to find a key again. */
  publicKeySpki: Uint8Array
  /** SHA-256 of `publicKeySpki`, lower-case hexadecimal; the handle of the key for "already certified". */
  publicKeyFingerprint: string
  modulusBits: number
  readonly __brand: 'VerifiedCertificateRequest'
}

/**
 * Reads a PKCS#10 request (DER), verifies the proof of possession and refuses weak keys.
 *
 * @throws MandateError `certificate-request.malformed` and the other `certificate-request.*` codes
 */
export function readCertificateRequest(der: Uint8Array): VerifiedCertificateRequest {
  throw new Error(`not built: ${der.length}`)
}
