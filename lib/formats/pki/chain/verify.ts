import { hash } from 'node:crypto'
import { equalBytes } from '../../../core/bytes.ts'
import type { Instant } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { oid } from '../../der/oids.ts'
import type { Certificate, KeyUsage } from '../certificate/certificate.ts'
import { sameName } from '../certificate/name.ts'
import { publicKeyOf } from '../certificate/public-key.ts'
import { readCertificate } from '../certificate/read.ts'
import { verifyIssuedBy } from './signature.ts'

/** A chain that was validated for a moment: leaf first, anchor last. Only {@link verifyChain} makes one. */
export type VerifiedChain = {
  readonly leaf: Certificate
  readonly chain: readonly Certificate[]
  readonly anchor: Certificate
  readonly at: Instant
  readonly __brand: 'VerifiedChain'
}

/** Against what a chain is validated. */
export type ChainOptions = {
  anchors: readonly Certificate[]
  intermediates: readonly Certificate[]
  at: Instant
  /** What the leaf must be permitted to do, where the purpose is known. */
  keyUsage?: KeyUsage
  /** Dotted OID of the purpose that the leaf must have, unless it names no purposes at all. */
  extendedKeyUsage?: string
  /** `authority` to validate a CA's own certificate; an end entity is expected otherwise. */
  expect?: 'end-entity' | 'authority'
}

/**
 * Validates the path from a leaf (DER) to one of the anchors at the moment `at` (RFC 5280 section 6): signatures,
 * validity of each certificate, basic constraints, path length, key usage, critical extensions. Revocation is for the
 * caller to ask. Parsed leafs and verified signatures are remembered, so that the same leaf costs a hash the next
 * time; trust and dates are decided anew every time.
 *
 * @throws MandateError `certificate.*`, each reason with its own code
 */
export function verifyChain(leafDer: Uint8Array, options: ChainOptions): VerifiedChain {
  const leaf = leafs.get(hash('sha256', leafDer, 'hex')) ?? readCertificate(leafDer)
  const chain = pathFrom(leaf, options)
  remember(leaf)
  for (const certificate of chain) checkValidity(certificate, options.at)
  for (const certificate of chain) checkCriticalExtensions(certificate)
  checkLeaf(leaf, options)
  const verified: Omit<VerifiedChain, '__brand'> = { leaf, chain, anchor: chain.at(-1) as Certificate, at: options.at }
  return verified as VerifiedChain
}

/** Leafs that reached an anchor once. Others are not kept: anybody can send them. */
const leafs = new Map<string, Certificate>()
const leafsKept = 5_000

function remember(leaf: Certificate): void {
  const { sha256 } = leaf.fingerprints
  if (leafs.has(sha256)) return
  const oldest = leafs.size < leafsKept ? undefined : leafs.keys().next().value
  if (oldest) leafs.delete(oldest)
  leafs.set(sha256, leaf)
}

const longestPath = 6

/** Walks upwards; the first fault of a path is thrown where no other path reaches an anchor. */
function pathFrom(leaf: Certificate, options: ChainOptions): Certificate[] {
  let fault: unknown
  let steps = 0

  const climb = (path: Certificate[]): Certificate[] | undefined => {
    const last = path.at(-1) as Certificate
    if (isAmong(last, options.anchors)) return path
    if (path.length >= longestPath) {
      fault ??= new MandateError('certificate.path-too-long', { issuer: last.subject.text })
      return undefined
    }
    for (const issuer of issuersOf(last, options)) {
      if (isAmong(issuer, path)) continue
      if (++steps > 50) break
      try {
        checkIssuer(issuer, path)
        verifyIssuedBy(last, issuer)
      } catch (error) {
        fault ??= error
        continue
      }
      const found = climb([...path, issuer])
      if (found) return found
    }
    fault ??= new MandateError('certificate.unknown-issuer', { issuer: last.issuer.text })
    return undefined
  }

  const path = climb([leaf])
  if (!path) throw fault
  return path
}

function issuersOf(certificate: Certificate, { anchors, intermediates }: ChainOptions): Certificate[] {
  const { authorityKeyId: keyId } = certificate
  return [...anchors, ...intermediates].filter(
    ({ subject, subjectKeyId }) =>
      sameName(subject, certificate.issuer) && (!keyId || !subjectKeyId || equalBytes(keyId, subjectKeyId)),
  )
}

function isAmong({ fingerprints }: Certificate, list: readonly Certificate[]): boolean {
  return list.some((candidate) => candidate.fingerprints.sha256 === fingerprints.sha256)
}

function checkIssuer({ subject, basicConstraints, keyUsage }: Certificate, below: readonly Certificate[]): void {
  const issuer = { issuer: subject.text }
  if (!basicConstraints?.ca || !keyUsage?.includes('keyCertSign')) {
    throw new MandateError('certificate.issuer-not-ca', issuer)
  }
  const authorities = below.slice(1).filter((certificate) => !sameName(certificate.subject, certificate.issuer)).length
  if (basicConstraints.pathLength !== undefined && authorities > basicConstraints.pathLength) {
    throw new MandateError('certificate.path-too-long', issuer)
  }
}

function checkValidity({ subject, notBefore, notAfter }: Certificate, at: Instant): void {
  if (at < notBefore) {
    throw new MandateError('certificate.not-yet-valid', { subject: subject.text, date: dateText(notBefore) })
  }
  if (at >= notAfter + 1000) {
    throw new MandateError('certificate.expired', { subject: subject.text, date: dateText(notAfter) })
  }
}

function dateText(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

const understood: readonly string[] = [
  oid.basicConstraints,
  oid.keyUsage,
  oid.extendedKeyUsage,
  oid.subjectAltName,
  oid.certificatePolicies,
]

/** Name constraints are refused even where they are not critical: to skip one would widen what an issuer may do. */
function checkCriticalExtensions({ subject, extensions }: Certificate): void {
  const unknown = extensions.find(
    (extension) => (extension.critical && !understood.includes(extension.oid)) || extension.oid === oid.nameConstraints,
  )
  if (unknown) {
    throw new MandateError('certificate.unknown-critical-extension', { subject: subject.text, oid: unknown.oid })
  }
}

function checkLeaf(leaf: Certificate, { keyUsage, extendedKeyUsage, expect = 'end-entity' }: ChainOptions): void {
  const refuse = (use: string) => {
    throw new MandateError('certificate.not-permitted-use', { subject: leaf.subject.text, use })
  }
  publicKeyOf(leaf)
  const authority = leaf.basicConstraints?.ca ?? false
  if (authority !== (expect === 'authority')) refuse(authority ? 'anything but signing certificates' : 'an authority')
  if (keyUsage && !(leaf.keyUsage?.includes(keyUsage) ?? false)) refuse(keyUsage)
  const purposes = leaf.extendedKeyUsage
  if (extendedKeyUsage && purposes && !purposes.includes(extendedKeyUsage)) refuse(`the purpose ${extendedKeyUsage}`)
}
