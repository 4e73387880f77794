import { oid } from '../../der/oids.ts'
import { derElementOf, derExplicit, derInteger, derOid, derSequence, derSet } from '../../der/write.ts'

/**
 * Bundles certificates (DER) into a certs-only CMS SignedData (RFC 5652 section 5) in the order given, which readers
 * of keystores rely on: leaf, Sub CA, Root CA. Runs in the browser.
 */
export function bundleCertificates(ders: readonly Uint8Array[]): Uint8Array {
  const signedData = derSequence(
    derInteger(1),
    derSet(),
    derSequence(derOid(oid.cmsData)),
    derElementOf(0xa0, ders),
    derSet(),
  )
  return derSequence(derOid(oid.cmsSignedData), derExplicit(0, signedData))
}
