import { fromUtf8 } from '../../../core/bytes.ts'
import type { DerNode } from '../../der/node.ts'
import { oid } from '../../der/oids.ts'
import { readDer } from '../../der/read.ts'
import { bitsOf, booleanOf, octetsOf, oidOf, sequenceOf, smallIntegerOf, unexpected } from '../../der/values.ts'
import type { CertificateFields, Extension, KeyUsage } from './certificate.ts'

/** Bits of keyUsage by number, RFC 5280 section 4.2.1.3. */
export const keyUsageBits: readonly KeyUsage[] = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
]

/** Reads a sequence of extensions; each kind may stand there once. @throws MandateError `der.*` */
export function readExtensions(node: DerNode | undefined, what: string): Extension[] {
  const seen = new Set<string>()
  return sequenceOf(node, what).map((entry) => {
    const parts = sequenceOf(entry, 'an extension')
    const critical = parts.length === 3 && booleanOf(parts[1], 'the critical mark of an extension')
    const dotted = oidOf(parts[0], 'the kind of an extension')
    if (parts.length < 2 || parts.length > 3 || seen.has(dotted)) throw unexpected('one extension of each kind')
    seen.add(dotted)
    return { oid: dotted, critical, value: octetsOf(parts.at(-1), 'the value of an extension') }
  })
}

/** What the extensions of a certificate say. */
export type ExtensionFields = Pick<
  CertificateFields,
  | 'subjectKeyId'
  | 'authorityKeyId'
  | 'keyUsage'
  | 'extendedKeyUsage'
  | 'basicConstraints'
  | 'policies'
  | 'crlAddresses'
  | 'ocspAddresses'
  | 'issuerAddresses'
  | 'dnsNames'
>

/** Reads the extensions that the project knows. @throws MandateError `der.*` */
export function readKnownExtensions(extensions: readonly Extension[]): ExtensionFields {
  const find = (dotted: string) => {
    const extension = extensions.find((candidate) => candidate.oid === dotted)
    return extension && readDer(extension.value)
  }
  const access = readAccess(find(oid.authorityInfoAccess))
  return {
    subjectKeyId: optional(find(oid.subjectKeyIdentifier), (node) => octetsOf(node, 'a subject key identifier')),
    authorityKeyId: optional(find(oid.authorityKeyIdentifier), readAuthorityKeyId),
    keyUsage: optional(find(oid.keyUsage), readKeyUsage),
    extendedKeyUsage: optional(find(oid.extendedKeyUsage), (node) =>
      sequenceOf(node, 'extended key usages').map((usage) => oidOf(usage, 'an extended key usage')),
    ),
    basicConstraints: optional(find(oid.basicConstraints), readBasicConstraints),
    policies: optional(find(oid.certificatePolicies), readPolicies) ?? [],
    crlAddresses: optional(find(oid.crlDistributionPoints), readCrlAddresses) ?? [],
    ocspAddresses: access.filter(({ method }) => method === oid.ocspAccess).map(({ address }) => address),
    issuerAddresses: access.filter(({ method }) => method === oid.caIssuersAccess).map(({ address }) => address),
    dnsNames: optional(find(oid.subjectAltName), readDnsNames) ?? [],
  }
}

function optional<Value>(node: DerNode | undefined, read: (node: DerNode) => Value): Value | undefined {
  return node && read(node)
}

function readAuthorityKeyId(node: DerNode): Uint8Array | undefined {
  return sequenceOf(node, 'an authority key identifier').find(({ tag }) => tag === 0x80)?.content
}

function readKeyUsage(node: DerNode): KeyUsage[] {
  return bitsOf(node, 'key usages').map((bit) => {
    const usage = keyUsageBits[bit]
    if (!usage) throw unexpected('a known key usage')
    return usage
  })
}

function readBasicConstraints(node: DerNode): { ca: boolean; pathLength?: number } {
  const parts = sequenceOf(node, 'basic constraints')
  const ca = parts[0]?.tag === 0x01 && booleanOf(parts[0], 'basic constraints')
  const length = parts.find(({ tag }) => tag === 0x02)
  const known = (parts[0]?.tag === 0x01 ? 1 : 0) + (length ? 1 : 0)
  if (parts.length !== known || (length && !ca)) throw unexpected('basic constraints')
  return length ? { ca, pathLength: smallIntegerOf(length, 100, 'a path length') } : { ca }
}

function readPolicies(node: DerNode): string[] {
  return sequenceOf(node, 'certificate policies').map((policy) =>
    oidOf(sequenceOf(policy, 'a certificate policy')[0], 'a certificate policy'),
  )
}

function readCrlAddresses(node: DerNode): string[] {
  return sequenceOf(node, 'CRL addresses').flatMap((point) =>
    sequenceOf(point, 'a CRL address')
      .filter(({ tag }) => tag === 0xa0)
      .flatMap(({ children }) => children.filter(({ tag }) => tag === 0xa0))
      .flatMap(({ children }) => children.filter(({ tag }) => tag === 0x86))
      .map(addressOf),
  )
}

function readAccess(node: DerNode | undefined): { method: string; address: string }[] {
  if (!node) return []
  return sequenceOf(node, 'authority information').flatMap((entry) => {
    const [method, place] = sequenceOf(entry, 'authority information')
    if (place?.tag !== 0x86) return []
    return [{ method: oidOf(method, 'authority information'), address: addressOf(place) }]
  })
}

function readDnsNames(node: DerNode): string[] {
  return sequenceOf(node, 'alternative names')
    .filter(({ tag }) => tag === 0x82)
    .map(addressOf)
}

function addressOf({ content }: DerNode): string {
  if (!content.every((octet) => octet > 0x20 && octet < 0x7f)) throw unexpected('an address')
  return fromUtf8(content)
}
