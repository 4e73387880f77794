import type { KeyObject } from 'node:crypto'
import type { Certificate } from '../../formats/pki/certificate/certificate.ts'
import type { Signer } from '../../formats/pki/issue/signer.ts'
import type { CertificateProfile, ProfileKind } from '../../formats/pki/profile/profile.ts'

/** A key of ours, open, with its certificate. */
export type KeyPair = { certificate: Certificate; privateKey: KeyObject }

/**
 * The certification authority of this installation and the keys that it certified for the house itself. Only
 * `openAuthority` makes one.
 */
export type Authority = {
  /** What certificates of each kind look like here. */
  profiles: Readonly<Record<ProfileKind, CertificateProfile>>
  root: {
    certificate: Certificate
    /** Unseals the root's key for one use: its list of revoked authorities. */
    openSigner(): Promise<Signer>
  }
  /** Signs everything else: machine credentials, revocation lists, keys of the house. */
  sub: { certificate: Certificate; signer: Signer }
  /** What stands above a leaf: Sub CA, then Root CA. */
  chain: readonly [Certificate, Certificate]
  /** Every certificate of the house that the Sub CA issued, replaced ones included. */
  ownCertificates(): readonly Certificate[]
  /** Answers OCSP in the name of the Sub CA. */
  ocsp(): { certificate: Certificate; signer: Signer }
  /** The key that signs assertions now; a renewed one signs a week after it is published. */
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
