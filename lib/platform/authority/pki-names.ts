import type { SubjectPart } from '../../formats/pki/certificate/name.ts'
import type { CertificateProfile, ProfileKind, ProfileSettings } from '../../formats/pki/profile/profile.ts'
import {
  leafProfile,
  ocspSignerProfile,
  relyingPartyProfile,
  rootProfile,
  subProfile,
  tlsServerProfile,
  tokenSigningProfile,
} from '../../formats/pki/profile/profiles.ts'
import { sandboxPki, subFile } from '../../formats/pki/profile/sandbox.ts'
import type { Settings } from '../settings/settings.ts'

/** Names of the two authorities, and what certificates of each kind look like in this installation. */
export type PkiNames = {
  rootSubject: readonly SubjectPart[]
  subSubject: readonly SubjectPart[]
  profiles: Readonly<Record<ProfileKind, CertificateProfile>>
}

/**
 * The names of this installation's certificates. The sandbox has its own, which nobody can take for a government's; in
 * production the settings give the organisation and, where there is one, the arc of its certificate policies.
 *
 * @param sub which Sub CA, counted from 1
 * @throws MandateError `certificate.illegal-profile`
 */
export function pkiNames(settings: Settings, sub = 1): PkiNames {
  const pkiAddress = `${settings.publicUrl}/pki`
  return settings.mode === 'sandbox' ? sandboxPki(pkiAddress, sub) : productionPki(settings, pkiAddress, sub)
}

/** The organisation in the names of our own certificates. */
export function organisationOf(settings: Settings): string {
  if (settings.mode === 'sandbox') return 'Mandate Sandbox'
  return settings.authorityOrganisation ?? new URL(settings.publicUrl).hostname.slice(0, 35)
}

function productionPki(settings: Settings, pkiAddress: string, sub: number): PkiNames {
  const organisation = organisationOf(settings)
  const arc = settings.authorityPolicyOid
  const policy = (tail: string): ProfileSettings => (arc === undefined ? {} : { policyOid: `${arc}${tail}` })
  const bySub: ProfileSettings = {
    crlAddress: `${pkiAddress}/crls/${subFile(sub)}.crl`,
    issuerAddress: `${pkiAddress}/${subFile(sub)}.crt`,
    ocspAddress: `${pkiAddress}/ocsp`,
  }
  return {
    rootSubject: authorityName(organisation, 'Root'),
    subSubject: authorityName(organisation, 'Sub', sub),
    profiles: {
      root: rootProfile(policy('')),
      sub: subProfile({
        ...policy('.1.1'),
        crlAddress: `${pkiAddress}/crls/root.crl`,
        issuerAddress: `${pkiAddress}/root.crt`,
      }),
      leaf: leafProfile({ ...policy('.8.1'), ...(arc === undefined ? {} : { policyNotice: '' }), ...bySub }),
      'tls-server': tlsServerProfile(bySub),
      'token-signing': tokenSigningProfile(bySub),
      'relying-party': relyingPartyProfile(bySub),
      'ocsp-signer': ocspSignerProfile(),
    },
  }
}

function authorityName(organisation: string, level: 'Root' | 'Sub', count = 1): SubjectPart[] {
  return [
    { name: 'C', value: 'AU' },
    { name: 'O', value: organisation },
    { name: 'OU', value: 'Certification Authority' },
    { name: 'CN', value: `${organisation} ${level} Certification Authority${count === 1 ? '' : ` ${count}`}` },
  ]
}
