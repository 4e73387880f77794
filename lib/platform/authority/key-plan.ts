import { X509Certificate } from 'node:crypto'
import { day, type Instant } from '../../core/clock.ts'
import type { Certificate } from '../../formats/pki/certificate/certificate.ts'
import type { SubjectPart } from '../../formats/pki/certificate/name.ts'
import type { ProfileKind } from '../../formats/pki/profile/profile.ts'
import type { Settings } from '../settings/settings.ts'
import type { AuthorityKeyRole } from '../store/generated/enums.ts'
import { organisationOf } from './pki-names.ts'

/** One key of the house: what it is for, how it is certified, and when it gives way to a new one. */
export type PlannedKey = {
  role: AuthorityKeyRole
  name: string
  bits: 2048 | 4096
  profile: ProfileKind
  subject: readonly SubjectPart[]
  dnsNames: readonly string[]
  ipAddresses: readonly string[]
  /** A new key is made when less than this is left, ms. */
  renewWithin: number
  /** The Sub CA that has to certify it; the one that issues now where it is not given. */
  sub?: number
}

/** Simulated relying parties that have a key of their own. */
export const relyingPartyIds = ['usi', 'sbr'] as const

/** The Root CA and the Sub CA; made once. Their names come with the profiles. */
export const authorityKeys = {
  root: { role: 'ROOT', name: 'root', bits: 4096 },
  sub: { role: 'SUB', name: 'sub', bits: 2048 },
} as const

/** The name of the key that answers OCSP for a Sub CA, which must have certified it itself (RFC 6960 section 4.2.2.2). */
export function ocspKeyName(sub: number): string {
  return sub === 1 ? 'ocsp' : `ocsp-${sub}`
}

/** Every key beside the authorities. @param subs the Sub CAs that are there */
export function plannedKeys(settings: Settings, subs: readonly number[] = [1]): PlannedKey[] {
  const organisation = organisationOf(settings)
  const key = (
    role: AuthorityKeyRole,
    name: string,
    profile: ProfileKind,
    commonName: string,
    renewWithin: number,
  ): PlannedKey => ({
    role,
    name,
    bits: 2048,
    profile,
    subject: [
      { name: 'C', value: 'AU' },
      { name: 'O', value: organisation },
      { name: 'CN', value: commonName },
    ],
    dnsNames: [],
    ipAddresses: [],
    renewWithin,
  })
  const names = serverNames(settings)
  return [
    {
      ...key('TLS', 'tls', 'tls-server', names.dnsNames[0] ?? names.ipAddresses[0] ?? 'localhost', 30 * day),
      ...names,
    },
    key('TOKEN_SIGNING', 'token-signing', 'token-signing', `${organisation} Token Service`, 365 * day),
    ...subs.map((sub) => ({ ...key('OCSP', ocspKeyName(sub), 'ocsp-signer', `${organisation} OCSP`, 30 * day), sub })),
    ...(settings.mode === 'sandbox'
      ? relyingPartyIds.map((id) =>
          key('RELYING_PARTY', id, 'relying-party', `${organisation} ${id.toUpperCase()}`, 90 * day),
        )
      : []),
  ]
}

/**
 * True while a certificate can serve as the planned key: for long enough, or as long as its issuer permits, and for all
 * names that the settings give.
 */
export function fitsPlan(certificate: Certificate, plan: PlannedKey, now: Instant, issuer: Certificate): boolean {
  const endsSoon = certificate.notAfter - now < plan.renewWithin
  if (endsSoon && certificate.notAfter < issuer.notAfter) return false
  const known = new X509Certificate(certificate.der)
  return (
    plan.dnsNames.every((name) => certificate.dnsNames.includes(name)) &&
    plan.ipAddresses.every((address) => known.checkIP(address) !== undefined)
  )
}

/** `localhost` and its addresses, and the hosts that the settings name. */
function serverNames(settings: Settings): Pick<PlannedKey, 'dnsNames' | 'ipAddresses'> {
  const hosts = [
    'localhost',
    '127.0.0.1',
    '::1',
    ...[settings.publicHttpsUrl, settings.publicUrl].map((url) => new URL(url).hostname.replace(/^\[|\]$/g, '')),
  ]
  const isAddress = (host: string) => host.includes(':') || /^[\d.]+$/.test(host)
  const distinct = [...new Set(hosts.map((host) => host.toLowerCase()))]
  return {
    dnsNames: distinct.filter((host) => !isAddress(host)),
    ipAddresses: distinct.filter((host) => isAddress(host)),
  }
}
