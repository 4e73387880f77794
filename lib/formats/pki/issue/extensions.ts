import { hash } from 'node:crypto'
import { fromHex, utf8 } from '../../../core/bytes.ts'
import { oid } from '../../der/oids.ts'
import { readDer } from '../../der/read.ts'
import { bitBytesOf, sequenceOf } from '../../der/values.ts'
import {
  derBoolean,
  derExplicit,
  derIa5,
  derImplicit,
  derInteger,
  derNamedBits,
  derNull,
  derOctets,
  derOid,
  derSequence,
  derUtf8,
} from '../../der/write.ts'
import { keyUsageBits } from '../certificate/extensions.ts'
import type { CertificateProfile, ProfileSettings } from '../profile/profile.ts'

/** What the extensions of one certificate need beside its profile. */
export type ExtensionInput = {
  publicKeySpki: Uint8Array
  issuerKeyId: Uint8Array
  dnsNames?: readonly string[]
  ipAddresses?: readonly string[]
}

/** Key identifier: SHA-1 of the public key's bits (RFC 5280 section 4.2.1.2, first method). */
export function keyIdOf(spki: Uint8Array): Uint8Array {
  const bits = bitBytesOf(sequenceOf(readDer(spki), 'a public key')[1], 'a public key')
  return hash('sha1', bits, 'buffer')
}

/** Extension (DER) with its value. */
export function encodeExtension(dotted: string, critical: boolean, value: Uint8Array): Uint8Array {
  return critical
    ? derSequence(derOid(dotted), derBoolean(true), derOctets(value))
    : derSequence(derOid(dotted), derOctets(value))
}

/** AuthorityKeyIdentifier with a key identifier only. */
export function authorityKeyId(keyId: Uint8Array): Uint8Array {
  return encodeExtension(oid.authorityKeyIdentifier, false, derSequence(derImplicit(0, keyId)))
}

/** The extensions of a certificate of this profile, in the order that machine credentials have. */
export function profileExtensions(profile: CertificateProfile, input: ExtensionInput): Uint8Array[] {
  const { ca, keyUsage, extendedKeyUsage, settings, kind } = profile
  const length = ca?.pathLength
  const constraints = ca ? [derBoolean(true), ...(length === undefined ? [] : [derInteger(length)])] : []
  const usages = keyUsage.map((usage) => keyUsageBits.indexOf(usage))
  const names = alternativeNames(input)
  const access = accessOf(settings)
  return [
    encodeExtension(oid.basicConstraints, true, derSequence(...constraints)),
    authorityKeyId(input.issuerKeyId),
    encodeExtension(oid.subjectKeyIdentifier, false, derOctets(keyIdOf(input.publicKeySpki))),
    encodeExtension(oid.keyUsage, true, derNamedBits(usages)),
    ...(extendedKeyUsage.length > 0
      ? [encodeExtension(oid.extendedKeyUsage, false, derSequence(...extendedKeyUsage.map(derOid)))]
      : []),
    ...(names.length > 0 ? [encodeExtension(oid.subjectAltName, false, derSequence(...names))] : []),
    ...(settings.policyOid ? [encodeExtension(oid.certificatePolicies, false, derSequence(policyOf(settings)))] : []),
    ...(settings.crlAddress
      ? [encodeExtension(oid.crlDistributionPoints, false, derSequence(distributionPoint(settings.crlAddress)))]
      : []),
    ...(access.length > 0 ? [encodeExtension(oid.authorityInfoAccess, false, derSequence(...access))] : []),
    ...(kind === 'ocsp-signer' ? [encodeExtension(oid.ocspNoCheck, false, derNull())] : []),
  ]
}

/** DistributionPoint with one address (RFC 5280 section 4.2.1.13). */
export function distributionPoint(address: string): Uint8Array {
  return derSequence(derExplicit(0, derExplicit(0, derImplicit(6, utf8(address)))))
}

function policyOf({ policyOid, policyNotice, policyAddress }: ProfileSettings): Uint8Array {
  const qualifiers: Uint8Array[] = []
  if (policyAddress !== undefined) {
    qualifiers.push(derSequence(derOid(oid.cpsQualifier), derIa5(policyAddress)))
  }
  if (policyNotice !== undefined) {
    const notice = policyNotice === '' ? derSequence() : derSequence(derUtf8(policyNotice))
    qualifiers.push(derSequence(derOid(oid.userNoticeQualifier), notice))
  }
  const dotted = derOid(policyOid as string)
  return qualifiers.length > 0 ? derSequence(dotted, derSequence(...qualifiers)) : derSequence(dotted)
}

function accessOf({ ocspAddress, issuerAddress }: ProfileSettings): Uint8Array[] {
  const entry = (method: string, address: string) => derSequence(derOid(method), derImplicit(6, utf8(address)))
  return [
    ...(ocspAddress ? [entry(oid.ocspAccess, ocspAddress)] : []),
    ...(issuerAddress ? [entry(oid.caIssuersAccess, issuerAddress)] : []),
  ]
}

function alternativeNames({ dnsNames = [], ipAddresses = [] }: ExtensionInput): Uint8Array[] {
  return [
    ...dnsNames.map((name) => derImplicit(2, utf8(name))),
    ...ipAddresses.map((address) => derImplicit(7, ipBytes(address))),
  ]
}

function ipBytes(address: string): Uint8Array {
  if (!address.includes(':')) return Uint8Array.from(address.split('.'), Number)
  const [head = '', tail] = address.split('::')
  const groups = (text: string) => (text === '' ? [] : text.split(':'))
  const missing = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length
  const all = [...groups(head), ...Array<string>(Math.max(missing, 0)).fill('0'), ...groups(tail ?? '')]
  return fromHex(all.map((group) => group.padStart(4, '0')).join('')) ?? new Uint8Array()
}
