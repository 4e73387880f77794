import type { CertificateProfile, ProfileSettings } from './profile.ts'

/** Root CA: RSA 4096, 20 years. */
export function rootProfile(settings?: ProfileSettings): CertificateProfile {
  throw new Error(`not built: ${settings}`)
}
/** Sub CA: RSA 2048, 10 years, path length 0. */
export function subProfile(settings?: ProfileSettings): CertificateProfile {
  throw new Error(`not built: ${settings}`)
}
/** Machine credential: RSA 2048, 2 years less one second. */
export function leafProfile(settings?: ProfileSettings): CertificateProfile {
  throw new Error(`not built: ${settings}`)
}
/** TLS server of the sandbox; needs `dnsNames` when issued. */
export function tlsServerProfile(settings?: ProfileSettings): CertificateProfile {
  throw new Error(`not built: ${settings}`)
}
/** Key with which the token service signs assertions. */
export function tokenSigningProfile(settings?: ProfileSettings): CertificateProfile {
  throw new Error(`not built: ${settings}`)
}
/** Key for which tokens are encrypted. */
export function relyingPartyProfile(settings?: ProfileSettings): CertificateProfile {
  throw new Error(`not built: ${settings}`)
}
/** Delegated OCSP signer. */
export function ocspSignerProfile(settings?: ProfileSettings): CertificateProfile {
  throw new Error(`not built: ${settings}`)
}
