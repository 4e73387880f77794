import { verify } from 'node:crypto'
import { equalBytes } from '../../../core/bytes.ts'
import type { Instant } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { orMalformed } from '../../der/malformed.ts'
import { type DerNode, derTag } from '../../der/node.ts'
import { oid } from '../../der/oids.ts'
import { readDer } from '../../der/read.ts'
import { bitBytesOf, explicitOf, integerOf, oidOf, sequenceOf, tagged, timeOf, unexpected } from '../../der/values.ts'
import type { Certificate } from '../certificate/certificate.ts'
import { readExtensions } from '../certificate/extensions.ts'
import { readName, sameName } from '../certificate/name.ts'
import { publicKeyOf } from '../certificate/public-key.ts'
import { serialOf } from '../certificate/serial.ts'
import { type RevocationReason, revocationReasons } from './entry.ts'

/** A revocation list whose signature was verified. Only {@link readCrl} makes one. */
export type VerifiedCrl = {
  readonly number: bigint
  /** Number of the complete list that this delta list adds to. */
  readonly base?: bigint
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant
  /** By serial number, as in `Serial.hex`. */
  readonly entries: ReadonlyMap<string, { revokedAt: Instant; reason: RevocationReason }>
  readonly __brand: 'VerifiedCrl'
}

const limits = { depth: 12, nodes: 4_000_000, bytes: 64 * 1024 * 1024 }

/**
 * Reads a complete or delta CRL (DER, version 2) that `issuer` must have signed and that must be current at `at`.
 *
 * @throws MandateError `crl.malformed`, `crl.bad-signature`, `crl.out-of-date`
 */
export function readCrl(der: Uint8Array, issuer: Certificate, at: Instant): VerifiedCrl {
  const { tbs, signature, digest, ...crl } = orMalformed('crl.malformed', () => readParts(der, issuer))
  if (!verify(digest, tbs, publicKeyOf(issuer), signature)) throw new MandateError('crl.bad-signature')
  if (at > crl.nextUpdate) {
    throw new MandateError('crl.out-of-date', { date: new Date(crl.nextUpdate).toISOString() })
  }
  return crl as Omit<VerifiedCrl, '__brand'> as VerifiedCrl
}

function readParts(der: Uint8Array, issuer: Certificate) {
  const [tbs, algorithm, signature, ...rest] = sequenceOf(readDer(der, limits), 'a revocation list')
  if (!tbs || !algorithm || rest.length > 0) throw unexpected('a revocation list')
  const parts = [...sequenceOf(tbs, 'a revocation list')]
  if (integerOf(parts.shift(), 'a version') !== 1n) throw unexpected('version 2')
  if (!equalBytes(parts.shift()?.raw ?? new Uint8Array(), algorithm.raw)) throw unexpected('one signature algorithm')
  if (!sameName(readName(parts.shift(), 'an issuer'), issuer.subject)) throw unexpected('the name of the issuer')
  const thisUpdate = timeOf(parts.shift(), 'a time')
  const nextUpdate = timeOf(parts.shift(), 'a time')
  const entries = new Map<string, { revokedAt: Instant; reason: RevocationReason }>()
  if (parts[0]?.tag === derTag.sequence) {
    for (const entry of sequenceOf(parts.shift(), 'entries')) readEntry(entry, entries)
  }
  const extensions = readExtensions(explicitOf(parts.shift(), 0, 'extensions'), 'extensions')
  if (parts.length > 0) throw unexpected('a revocation list')
  const unknown = extensions.find(({ critical, oid: dotted }) => critical && dotted !== oid.deltaCrlIndicator)
  if (unknown) throw unexpected('a list without rules that are not understood here')
  const numberIn = (dotted: string) => {
    const extension = extensions.find((candidate) => candidate.oid === dotted)
    return extension && integerOf(readDer(extension.value), 'a number')
  }
  const number = numberIn(oid.crlNumber)
  if (number === undefined) throw unexpected('a number of the list')
  const digest = digestOf(oidOf(sequenceOf(algorithm, 'an algorithm')[0], 'an algorithm'))
  return {
    tbs: tbs.raw,
    signature: bitBytesOf(signature, 'a signature'),
    digest,
    number,
    base: numberIn(oid.deltaCrlIndicator),
    thisUpdate,
    nextUpdate,
    entries,
  }
}

function digestOf(algorithm: string): string {
  if (algorithm === oid.sha256WithRsa) return 'sha256'
  if (algorithm === oid.sha384WithRsa) return 'sha384'
  if (algorithm === oid.sha512WithRsa) return 'sha512'
  throw unexpected('a signature with RSA and SHA-256 or stronger')
}

const reasonNames = new Map(Object.entries(revocationReasons).map(([name, number]) => [number as number, name]))

function readEntry(node: DerNode, entries: Map<string, { revokedAt: Instant; reason: RevocationReason }>): void {
  const [serial, time, extensions] = sequenceOf(node, 'an entry')
  const { hex } = serialOf(tagged(serial, derTag.integer, 'a serial number').content)
  if (entries.has(hex)) throw unexpected('each serial number once')
  entries.set(hex, { revokedAt: timeOf(time, 'a time'), reason: readReason(extensions) })
}

function readReason(node: DerNode | undefined): RevocationReason {
  if (!node) return 'unspecified'
  const extensions = readExtensions(node, 'extensions of an entry')
  if (extensions.some(({ critical }) => critical)) throw unexpected('an entry without rules that are not understood')
  const reason = extensions.find((extension) => extension.oid === oid.reasonCode)
  if (!reason) return 'unspecified'
  const number = tagged(readDer(reason.value), derTag.enumerated, 'a reason').content[0] ?? 0
  const name = reasonNames.get(number)
  if (!name) throw unexpected('a known reason')
  return name as RevocationReason
}
