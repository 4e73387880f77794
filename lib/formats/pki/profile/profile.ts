import { MandateError } from '../../../core/errors/index.ts'
import { derOid } from '../../der/write.ts'
import type { KeyUsage } from '../certificate/certificate.ts'
import type { SubjectPart } from '../certificate/name.ts'

/** Policy and addresses of a kind of certificate; what is not given is left out of the certificate. */
export type ProfileSettings = {
  /** Dotted form. */
  policyOid?: string
  /** Text of the user notice; `''` writes an empty notice, as machine credentials have it. */
  policyNotice?: string
  /** Address of the certification practice statement. */
  policyAddress?: string
  /** Address of the complete list of revoked certificates. */
  crlAddress?: string
  /** Address of the issuer's certificate. */
  issuerAddress?: string
  ocspAddress?: string
}

/** A part that subjects of one kind have: with a fixed value, with an ABN as its value, or with any text. */
export type SubjectRule = { name: SubjectPart['name']; value?: string; abn?: boolean; optional?: boolean }

/** Kinds of certificates that Mandate issues. */
export type ProfileKind = 'root' | 'sub' | 'leaf' | 'tls-server' | 'token-signing' | 'relying-party' | 'ocsp-signer'

type ProfileData = {
  kind: ProfileKind
  /** A certification authority, with the number of authorities that may stand below it. */
  ca?: { pathLength?: number }
  keyUsage: readonly KeyUsage[]
  /** Dotted OIDs; empty for no restriction. */
  extendedKeyUsage: readonly string[]
  /** Parts of the subject in the order in which they are encoded. */
  subject: readonly SubjectRule[]
  minModulusBits: number
  /** `years` calendar years less one second: the longest validity, or the only one where `exactly`. */
  years: number
  exactly?: boolean
  /** Must have alternative names (a server), or must not. */
  alternativeNames?: boolean
  settings: ProfileSettings
}

/** What certificates of one kind look like. Only {@link certificateProfile} makes one, so an illegal one can't exist. */
export type CertificateProfile = Readonly<ProfileData> & { readonly __brand: 'CertificateProfile' }

/**
 * The one way to a profile.
 *
 * @throws MandateError `certificate.illegal-profile` for data that RFC 5280 forbids or that makes no sense
 */
export function certificateProfile(data: ProfileData): CertificateProfile {
  const wrong = faultOf(data)
  if (wrong) throw new MandateError('certificate.illegal-profile', { kind: data.kind, what: wrong })
  return Object.freeze({ ...data, settings: Object.freeze({ ...data.settings }) }) as CertificateProfile
}

function faultOf({ ca, keyUsage, extendedKeyUsage, subject, minModulusBits, years, settings }: ProfileData) {
  if (keyUsage.length === 0) return 'there is no key usage'
  if (keyUsage.includes('keyCertSign') !== (ca !== undefined))
    return 'keyCertSign belongs to authorities, and to them only'
  if (ca?.pathLength !== undefined && !(Number.isInteger(ca.pathLength) && ca.pathLength >= 0)) return 'the path length'
  if (!subject.some(({ name, optional }) => name === 'CN' && !optional)) return 'the subject has no CN'
  if (minModulusBits < 2048 || minModulusBits > 8192) return 'keys must have 2048 to 8192 bits'
  if (!Number.isInteger(years) || years < 1 || years > 30) return 'the validity must be 1 to 30 whole years'
  const { policyOid, policyNotice, policyAddress, ...addresses } = settings
  if ((policyNotice !== undefined || policyAddress !== undefined) && !policyOid) return 'a notice needs a policy'
  if (policyNotice !== undefined && policyNotice.length > 200) return 'the notice has more than 200 characters'
  const badOid = [...extendedKeyUsage, ...(policyOid ? [policyOid] : [])].find((dotted) => !isOid(dotted))
  if (badOid) return `${badOid} is not an object identifier`
  const urls = [policyAddress, ...Object.values(addresses)].filter((url) => url !== undefined)
  const badUrl = urls.find((url) => !/^https?:\/\/[!-~]+$/.test(url) || !URL.canParse(url))
  return badUrl === undefined ? undefined : `"${badUrl}" is not an http address`
}

function isOid(dotted: string): boolean {
  try {
    return derOid(dotted).length > 0
  } catch {
    return false
  }
}
