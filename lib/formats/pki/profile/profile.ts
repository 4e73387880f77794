import type { KeyUsage, NameAttribute } from '../certificate/certificate.ts'

/** A part of a subject: the short name of the attribute, its value, and its ASN.1 text type. */
export type SubjectPart = { name: 'C' | 'O' | 'OU' | 'CN' | 'dnQualifier'; value: string }

/** Addresses and policy of a kind of certificate; `policyOid` in dotted form. */
export type ProfileSettings = {
  policyOid?: string
  policyNotice?: string
  crlAddress?: string
  issuerAddress?: string
  ocspAddress?: string
}

/** What certificates of one kind look like. Only `certificateProfile` makes one, so an illegal profile can't exist. */
export type CertificateProfile = {
  kind: 'root' | 'sub' | 'leaf' | 'tls-server' | 'token-signing' | 'relying-party' | 'ocsp-signer'
  ca: boolean
  pathLength?: number
  keyUsage: readonly KeyUsage[]
  extendedKeyUsage: readonly string[]
  /** Names of subject parts that must be there, in this order. */
  subjectParts: readonly NameAttribute['name'][]
  minModulusBits: number
  /** The longest time it may be valid, in years (calendar years less one second). */
  years: number
  settings: ProfileSettings
  readonly __brand: 'CertificateProfile'
}
