import type { Instant } from '../../../core/clock.ts'

/** One attribute of a distinguished name. `name` is its short name (`CN`), or the dotted OID where it has none. */
export type NameAttribute = { oid: string; name: string; value: string }

/** A distinguished name: its exact bytes, its text (RFC 4514, most specific part first), its parts in encoded order. */
export type DistinguishedName = { der: Uint8Array; text: string; attributes: NameAttribute[] }

/** Bits of keyUsage, RFC 5280 section 4.2.1.3. */
export type KeyUsage =
  | 'digitalSignature'
  | 'nonRepudiation'
  | 'keyEncipherment'
  | 'dataEncipherment'
  | 'keyAgreement'
  | 'keyCertSign'
  | 'cRLSign'
  | 'encipherOnly'
  | 'decipherOnly'

/** One extension as it stands in the certificate. `value` is the content of the OCTET STRING. */
export type Extension = { oid: string; critical: boolean; value: Uint8Array }

/** What a certificate says, read without any hash or signature, so also in the browser. */
export type CertificateFields = {
  der: Uint8Array
  /** The signed part, with its tag and length. */
  tbs: Uint8Array
  signatureAlgorithm: string
  signature: Uint8Array
  serial: { decimal: string; hex: string }
  issuer: DistinguishedName
  subject: DistinguishedName
  notBefore: Instant
  /** The last second in which it is valid. */
  notAfter: Instant
  /** SubjectPublicKeyInfo, DER. */
  spki: Uint8Array
  extensions: Extension[]
  subjectKeyId?: Uint8Array
  authorityKeyId?: Uint8Array
  keyUsage?: KeyUsage[]
  /** OIDs of extendedKeyUsage. */
  extendedKeyUsage?: string[]
  /** Absent means an end entity that does not say so. */
  basicConstraints?: { ca: boolean; pathLength?: number }
  policies: string[]
  crlAddresses: string[]
  ocspAddresses: string[]
  issuerAddresses: string[]
  dnsNames: string[]
}

/** A certificate that was read; nothing about trust. Only `readCertificate` makes one. */
export type Certificate = CertificateFields & {
  /** Lower-case hexadecimal. */
  fingerprints: { sha1: string; sha256: string }
  readonly __brand: 'Certificate'
}
