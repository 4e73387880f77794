import type { KeyObject } from 'node:crypto'
import type { Instant } from '../../core/clock.ts'
import type { Certificate } from '../../formats/pki/certificate/certificate.ts'
import type { Signer } from '../../formats/pki/issue/signer.ts'
import type { CertificateProfile, ProfileKind } from '../../formats/pki/profile/profile.ts'

/** A key of ours, open, with its certificate. */
export type KeyPair = { certificate: Certificate; privateKey: KeyObject }

/** A certificate of the house; `revokedAt` once its private key counts as stolen. */
export type OwnCertificate = { certificate: Certificate; revokedAt: Instant | undefined }

/** One Sub CA: its certificate and hand, and what machine credentials that it issues look like. Counted from 1. */
export type SubAuthority = {
  number: number
  certificate: Certificate
  signer: Signer
  leafProfile: CertificateProfile
}

/**
 * The certification authority of this installation and the keys that it certified for the house itself. Only
 * `openAuthority` makes one.
 */
export type Authority = {
  /** What certificates of each kind look like here, issued now. */
  readonly profiles: Readonly<Record<ProfileKind, CertificateProfile>>
  root: {
    certificate: Certificate
    /** Unseals the root's key for one use: its list of revoked authorities. */
    openSigner(): Promise<Signer>
  }
  /** The Sub CA that issues now: machine credentials and keys of the house. */
  readonly sub: SubAuthority
  /** Every Sub CA, the first one first: each answers for what it issued until its end. */
  subs(): readonly SubAuthority[]
  /** Their certificates, in one list that grows while the process runs: whoever verifies chains may keep hold of it. */
  readonly issuers: readonly Certificate[]
  /** @throws MandateError `start.key-missing` */
  subOf(number: number): SubAuthority
  /** What stands above a leaf that is issued now: Sub CA, then Root CA. */
  readonly chain: readonly [Certificate, Certificate]
  /** Every certificate of the house that a Sub CA issued, replaced ones included. */
  ownCertificates(): readonly OwnCertificate[]
  /** Answers OCSP in the name of a Sub CA, which certified it; of the one that issues now where none is named. */
  ocsp(sub?: number): { certificate: Certificate; signer: Signer }
  /** The key that signs assertions now; a renewed one signs a week after it is published, in place of a stolen one at once. */
  tokenSigning(): KeyPair
  /** Every token signing certificate whose tokens may be about now or soon, the one that signs now first. */
  tokenSigningCertificates(): readonly Certificate[]
  /** Key and certificate chain of the HTTPS listener, PEM. */
  tls(): { key: string; cert: string }
  /**
   * Key of a simulated relying party (`usi`, `sbr`); sandbox only.
   *
   * @throws MandateError `start.key-missing`
   */
  relyingPartyKey(id: string): KeyPair
  /**
   * Makes new keys for those that end soon or no longer fit the settings.
   *
   * @returns names of the keys that were renewed; after `tls`, give the listener the new one
   */
  renew(): Promise<readonly string[]>
}
