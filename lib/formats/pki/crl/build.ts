import type { Instant } from '../../../core/clock.ts'
import { oid } from '../../der/oids.ts'
import { derElementOf, derExplicit, derInteger, derSequence, derTime } from '../../der/write.ts'
import type { Certificate } from '../certificate/certificate.ts'
import { authorityKeyId, distributionPoint, encodeExtension, keyIdOf } from '../issue/extensions.ts'
import { sha256WithRsa, signedDer } from '../issue/signed.ts'
import type { Signer } from '../issue/signer.ts'
import type { EncodedCrlEntry } from './entry.ts'

/** Content of a revocation list. */
export type CrlInput = {
  issuer: { certificate: Certificate; signer: Signer }
  /** Complete and delta lists share one row of growing numbers. */
  number: bigint
  entries: readonly EncodedCrlEntry[]
  thisUpdate: Instant
  nextUpdate: Instant
  /** Number of the complete list to which this one, a delta list, adds. */
  base?: bigint
  /** Address of the delta list, stated in complete ones. */
  deltaAddress?: string
}

/**
 * Builds and signs a complete or delta CRL (DER, RFC 5280 section 5). The lines come encoded, so that a list of a
 * hundred thousand costs a copy, a hash and a signature.
 *
 * @throws MandateError `certificate.signer-failed`
 */
export async function buildCrl(input: CrlInput): Promise<Uint8Array> {
  const { issuer, number, entries, thisUpdate, nextUpdate, base, deltaAddress } = input
  const { certificate, signer } = issuer
  const extensions = [
    authorityKeyId(certificate.subjectKeyId ?? keyIdOf(certificate.spki)),
    encodeExtension(oid.crlNumber, false, derInteger(number)),
    ...(base === undefined ? [] : [encodeExtension(oid.deltaCrlIndicator, true, derInteger(base))]),
    ...(base === undefined && deltaAddress
      ? [encodeExtension(oid.freshestCrl, false, derSequence(distributionPoint(deltaAddress)))]
      : []),
  ]
  const tbs = derSequence(
    derInteger(1),
    sha256WithRsa,
    certificate.subject.der,
    derTime(thisUpdate),
    derTime(nextUpdate),
    ...(entries.length > 0 ? [derElementOf(0x30, entries)] : []),
    derExplicit(0, derSequence(...extensions)),
  )
  return signedDer(tbs, signer)
}
