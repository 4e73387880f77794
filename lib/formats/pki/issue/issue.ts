import { fromHex } from '../../../core/bytes.ts'
import type { Instant } from '../../../core/clock.ts'
import { isMandateError, MandateError } from '../../../core/errors/index.ts'
import { derBits, derExplicit, derInteger, derSequence, derTime, derUnsigned } from '../../der/write.ts'
import type { Certificate } from '../certificate/certificate.ts'
import { readCertificateFields } from '../certificate/fields.ts'
import { encodeName, type SubjectPart } from '../certificate/name.ts'
import type { Serial } from '../certificate/serial.ts'
import type { CertificateProfile } from '../profile/profile.ts'
import { keyIdOf, profileExtensions } from './extensions.ts'
import { lintCertificate } from './lint.ts'
import { sha256WithRsa, signedDer } from './signed.ts'
import type { Signer } from './signer.ts'

/** What is to be certified, and by whom. An issuer without a certificate makes a self-signed root. */
export type IssueInput = {
  profile: CertificateProfile
  subject: readonly SubjectPart[]
  /** SubjectPublicKeyInfo, DER. */
  publicKeySpki: Uint8Array
  issuer: { certificate?: Certificate; signer: Signer }
  serial: Serial
  /** Whole seconds; `validityFrom` gives the two for a profile. */
  notBefore: Instant
  notAfter: Instant
  /** For the TLS server profile only; in lower case. */
  dnsNames?: readonly string[]
  /** For the TLS server profile only; IPv4 or IPv6 as text. */
  ipAddresses?: readonly string[]
}

/**
 * Issues a certificate (DER). What is to be signed is first read back and linted against the profile and RFC 5280;
 * nothing is signed that breaks a rule, and no signature leaves that does not belong to the issuer.
 *
 * @throws MandateError `certificate.breaks-profile`, `certificate.signer-failed`
 * @example
 * const serial = newSerial(random)
 * const validity = validityFrom(clock.now(), profile)
 * await issueCertificate({ profile, subject, publicKeySpki, issuer, serial, ...validity })
 */
export async function issueCertificate(input: IssueInput): Promise<Uint8Array> {
  const tbs = buildTbs(input)
  const broken = lintTbs(tbs, input)
  if (broken) throw new MandateError('certificate.breaks-profile', { what: broken })
  return signedDer(tbs, input.issuer.signer)
}

function buildTbs(input: IssueInput): Uint8Array {
  const { profile, publicKeySpki, serial, notBefore, notAfter } = input
  const { certificate, signer } = input.issuer
  const issuerKeyId = certificate?.subjectKeyId ?? keyIdOf(signer.publicKeySpki)
  try {
    const subject = encodeName(input.subject)
    return derSequence(
      derExplicit(0, derInteger(2)),
      derUnsigned(fromHex(serial.hex) ?? new Uint8Array()),
      sha256WithRsa,
      certificate?.subject.der ?? subject,
      derSequence(derTime(notBefore), derTime(notAfter)),
      subject,
      publicKeySpki,
      derExplicit(3, derSequence(...profileExtensions(profile, { ...input, issuerKeyId }))),
    )
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new MandateError('certificate.breaks-profile', { what: `a text has forbidden characters` }, { cause })
  }
}

function lintTbs(tbs: Uint8Array, input: IssueInput): string | undefined {
  try {
    return lintCertificate(readCertificateFields(derSequence(tbs, sha256WithRsa, derBits(new Uint8Array(256)))), input)
  } catch (error) {
    if (isMandateError(error)) return String(error.details.what ?? error.code)
    throw error
  }
}
