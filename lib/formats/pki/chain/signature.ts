import { verify } from 'node:crypto'
import { MandateError } from '../../../core/errors/index.ts'
import { oid } from '../../der/oids.ts'
import type { Certificate } from '../certificate/certificate.ts'
import { publicKeyOf } from '../certificate/public-key.ts'

const digests: Readonly<Record<string, string>> = {
  [oid.sha256WithRsa]: 'sha256',
  [oid.sha384WithRsa]: 'sha384',
  [oid.sha512WithRsa]: 'sha512',
}

const verified = new Set<string>()
const pairsKept = 20_000

/**
 * Verifies that `issuer` signed `certificate`. A pair that once was good stays good, so it is remembered by the
 * fingerprints of both; dates and trust are not part of it.
 *
 * @throws MandateError `certificate.weak-algorithm`, `certificate.bad-signature`
 */
export function verifyIssuedBy(certificate: Certificate, issuer: Certificate): void {
  const pair = certificate.fingerprints.sha256 + issuer.fingerprints.sha256
  if (verified.has(pair)) return
  const digest = digests[certificate.signatureAlgorithm]
  if (!digest) {
    throw new MandateError('certificate.weak-algorithm', {
      subject: certificate.subject.text,
      algorithm: certificate.signatureAlgorithm === oid.sha1WithRsa ? 'SHA-1' : certificate.signatureAlgorithm,
    })
  }
  if (!verify(digest, certificate.tbs, publicKeyOf(issuer), certificate.signature)) {
    throw new MandateError('certificate.bad-signature', {
      subject: certificate.subject.text,
      issuer: issuer.subject.text,
    })
  }
  const oldest = verified.size < pairsKept ? undefined : verified.values().next().value
  if (oldest) verified.delete(oldest)
  verified.add(pair)
}
