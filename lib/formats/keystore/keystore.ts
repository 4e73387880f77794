import type { Instant } from '../../core/clock.ts'

/** `D`: device, that is, a machine credential. `U`: user. */
export type CredentialType = 'D' | 'U'

/** One credential of a keystore file, as far as it can be read without the password. */
export type KeystoreCredential = {
  id: string
  type: CredentialType
  /** Device name, or given names of a user. Equal to the CN of the certificate. */
  name1: string
  /** Family name of a user; empty for devices. */
  name2: string
  /** Equal to the O of the certificate. */
  abn: string
  legalName: string
  personId: string
  /** Serial number of the certificate, decimal. */
  serialNumber: string
  /** As written in the file, xs:dateTime. */
  creationDate: string
  /** From the certificate; what the file says about dates is not covered by its check value. */
  notBefore: Instant
  notAfter: Instant
  sha1Fingerprint: Uint8Array
  /** DER; leaf first, then the issuers in the order of the file. */
  certificates: Uint8Array[]
  leaf: Uint8Array
  /** The first issuer after the leaf, and the last certificate, where the file has them. */
  sub?: Uint8Array
  root?: Uint8Array
  /** `absent`: the file has no check value, which the vendor's library tolerates. A wrong one is an error. */
  integrity: 'valid' | 'absent'
}

/** A keystore file, read without its password. */
export type Keystore = { credentials: KeystoreCredential[] }

/** A credential with its private key: PKCS#8 PrivateKeyInfo, DER, not encrypted. */
export type OpenedKeystoreCredential = KeystoreCredential & { privateKeyPkcs8: Uint8Array }

/** A keystore file that was opened with its password. Every private key matches its certificate. */
export type OpenedKeystore = { credentials: OpenedKeystoreCredential[] }

/** A credential that is to be put into a keystore. Name, ABN, serial number and dates are taken from the leaf. */
export type NewKeystoreCredential = {
  /** `D` where it is not given. */
  type?: CredentialType
  /** DER, leaf first, then Sub CA, then Root CA. */
  certificates: readonly Uint8Array[]
  /** PKCS#8 PrivateKeyInfo, DER, not encrypted. */
  privateKeyPkcs8: Uint8Array
  /** Legal name of the business; the name of the credential where it is not given. */
  legalName?: string
  /** For users only. */
  familyName?: string
  personId?: string
}
