import type { SubjectPart } from '../certificate/name.ts'
import type { CertificateProfile, ProfileKind, ProfileSettings } from './profile.ts'
import {
  leafProfile,
  ocspSignerProfile,
  relyingPartyProfile,
  rootProfile,
  subProfile,
  tlsServerProfile,
  tokenSigningProfile,
} from './profiles.ts'

/** Names and profiles of a sandbox's own certification authority. */
export type SandboxPki = {
  rootSubject: SubjectPart[]
  subSubject: SubjectPart[]
  profiles: Record<ProfileKind, CertificateProfile>
}

/**
 * The sandbox's authority: names that nobody can take for those of a government, policies under the number that
 * RFC 5612 sets aside for examples, addresses on this server.
 *
 * @param pkiAddress where the server answers for its authority, without a slash at the end, as in
 *   `http://localhost:3000/pki`
 * @param sub which Sub CA, counted from 1: each has a name, a list of revoked certificates and an address of its own
 */
export function sandboxPki(pkiAddress: string, sub = 1): SandboxPki {
  const file = subFile(sub)
  const bySub: ProfileSettings = {
    crlAddress: `${pkiAddress}/crls/${file}.crl`,
    issuerAddress: `${pkiAddress}/${file}.crt`,
    ocspAddress: `${pkiAddress}/ocsp`,
  }
  return {
    rootSubject: authorityName('Mandate Sandbox Root Certification Authority'),
    subSubject: authorityName(`Mandate Sandbox Sub Certification Authority${sub === 1 ? '' : ` ${sub}`}`),
    profiles: {
      root: rootProfile({ policyOid: policies }),
      sub: subProfile({
        policyOid: `${policies}.1.1`,
        crlAddress: `${pkiAddress}/crls/root.crl`,
        issuerAddress: `${pkiAddress}/root.crt`,
      }),
      leaf: leafProfile({ policyOid: `${policies}.8.1`, policyNotice: '', ...bySub }),
      'tls-server': tlsServerProfile(bySub),
      'token-signing': tokenSigningProfile(bySub),
      'relying-party': relyingPartyProfile(bySub),
      'ocsp-signer': ocspSignerProfile(),
    },
  }
}

/** What the files of a Sub CA are called: `sub`, `sub-2`, and so on. */
export function subFile(sub: number): string {
  return sub === 1 ? 'sub' : `sub-${sub}`
}

const policies = '1.3.6.1.4.1.32473.101.1'

function authorityName(commonName: string): SubjectPart[] {
  return [
    { name: 'C', value: 'AU' },
    { name: 'O', value: 'Mandate Sandbox' },
    { name: 'OU', value: 'Certification Authority' },
    { name: 'CN', value: commonName },
  ]
}
