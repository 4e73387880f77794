import type { Certificate } from './certificate.ts'

/**
 * Reads a certificate (DER) strictly into its fields and fingerprints. Says nothing about trust.
 *
 * @throws MandateError `certificate.malformed`
 */
export function readCertificate(der: Uint8Array): Certificate {
  throw new Error(`not built: ${der.length}`)
}
