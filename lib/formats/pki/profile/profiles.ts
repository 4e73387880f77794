import { oid } from '../../der/oids.ts'
import { type CertificateProfile, certificateProfile, type ProfileSettings, type SubjectRule } from './profile.ts'

const authoritySubject: readonly SubjectRule[] = [
  { name: 'C', value: 'AU' },
  { name: 'O' },
  { name: 'OU', optional: true },
  { name: 'CN' },
]

/** Root authority: RSA 4096, 20 years, kept offline once the Sub CA is signed. */
export function rootProfile(settings: ProfileSettings = {}): CertificateProfile {
  return certificateProfile({
    kind: 'root',
    ca: {},
    keyUsage: ['keyCertSign', 'cRLSign'],
    extendedKeyUsage: [],
    subject: authoritySubject,
    minModulusBits: 4096,
    years: 20,
    settings,
  })
}

/** Sub authority that issues everything else: RSA 2048, 10 years, path length 0. */
export function subProfile(settings: ProfileSettings = {}): CertificateProfile {
  return certificateProfile({
    kind: 'sub',
    ca: { pathLength: 0 },
    keyUsage: ['digitalSignature', 'nonRepudiation', 'keyCertSign', 'cRLSign'],
    extendedKeyUsage: [],
    subject: authoritySubject,
    minModulusBits: 2048,
    years: 10,
    settings,
  })
}

/**
 * Machine credential: RSA 2048, exactly 2 years less one second.
 *
 * @see docs/wire-formats.md, Certificate profile
 */
export function leafProfile(settings: ProfileSettings = {}): CertificateProfile {
  return certificateProfile({
    kind: 'leaf',
    keyUsage: ['digitalSignature', 'nonRepudiation', 'keyEncipherment', 'dataEncipherment'],
    extendedKeyUsage: [oid.clientAuth, oid.emailProtection],
    subject: [
      { name: 'C', value: 'AU' },
      { name: 'O', abn: true },
      { name: 'CN' },
      { name: 'dnQualifier', value: 'ABR' },
    ],
    minModulusBits: 2048,
    years: 2,
    exactly: true,
    settings,
  })
}

const serviceSubject: readonly SubjectRule[] = [
  { name: 'C', optional: true },
  { name: 'O', optional: true },
  { name: 'OU', optional: true },
  { name: 'CN' },
]

/** Server of HTTPS, with its names and addresses as alternative names; at most 2 years, as browsers demand. */
export function tlsServerProfile(settings: ProfileSettings = {}): CertificateProfile {
  return certificateProfile({
    kind: 'tls-server',
    keyUsage: ['digitalSignature', 'keyEncipherment'],
    extendedKeyUsage: [oid.serverAuth],
    subject: serviceSubject,
    minModulusBits: 2048,
    years: 2,
    alternativeNames: true,
    settings,
  })
}

/** Key with which the token service signs its assertions. */
export function tokenSigningProfile(settings: ProfileSettings = {}): CertificateProfile {
  return certificateProfile({
    kind: 'token-signing',
    keyUsage: ['digitalSignature', 'nonRepudiation'],
    extendedKeyUsage: [],
    subject: serviceSubject,
    minModulusBits: 2048,
    years: 5,
    settings,
  })
}

/** Key of a relying party, for which tokens are encrypted and with which it may sign its answers. */
export function relyingPartyProfile(settings: ProfileSettings = {}): CertificateProfile {
  return certificateProfile({
    kind: 'relying-party',
    keyUsage: ['digitalSignature', 'keyEncipherment', 'dataEncipherment'],
    extendedKeyUsage: [],
    subject: serviceSubject,
    minModulusBits: 2048,
    years: 5,
    settings,
  })
}

/** Signer of OCSP answers in the name of an authority (RFC 6960 section 4.2.2.2), itself not asked about. */
export function ocspSignerProfile(settings: ProfileSettings = {}): CertificateProfile {
  return certificateProfile({
    kind: 'ocsp-signer',
    keyUsage: ['digitalSignature'],
    extendedKeyUsage: [oid.ocspSigning],
    subject: serviceSubject,
    minModulusBits: 2048,
    years: 1,
    settings,
  })
}
