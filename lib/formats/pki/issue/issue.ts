import type { Instant } from '../../../core/clock.ts'
import type { Certificate } from '../certificate/certificate.ts'
import type { CertificateProfile, SubjectPart } from '../profile/profile.ts'
import type { Serial } from './serial.ts'
import type { Signer } from './signer.ts'

/** What is to be certified, and by whom. `issuer: { signer }` without a certificate makes a self-signed root. */
export type IssueInput = {
  profile: CertificateProfile
  subject: SubjectPart[]
  /** SubjectPublicKeyInfo, DER. */
  publicKeySpki: Uint8Array
  issuer: { certificate?: Certificate; signer: Signer }
  serial: Serial
  /** Whole seconds. */
  notBefore: Instant
  notAfter: Instant
  /** For the TLS server profile only. */
  dnsNames?: string[]
  /** For the TLS server profile only: IPv4 or IPv6 text. */
  ipAddresses?: string[]
}

/**
 * Issues a certificate (DER): lints what is to be signed against the profile and RFC 5280, then signs, then checks
 * that the signature belongs to the issuer.
 *
 * @throws MandateError `certificate.breaks-profile`, `certificate.signer-failed`
 */
export async function issueCertificate(input: IssueInput): Promise<Uint8Array> {
  throw new Error(`not built: ${input.serial.hex}`)
}
