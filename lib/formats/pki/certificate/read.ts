import { hash } from 'node:crypto'
import type { Certificate } from './certificate.ts'
import { readCertificateFields } from './fields.ts'

/**
 * Reads a certificate (DER) strictly into its fields and fingerprints. Says nothing about trust.
 *
 * @throws MandateError `certificate.malformed`
 */
export function readCertificate(der: Uint8Array): Certificate {
  const own = Uint8Array.from(der)
  const fingerprints = { sha1: hash('sha1', own, 'hex'), sha256: hash('sha256', own, 'hex') }
  return { ...readCertificateFields(own), fingerprints } as Certificate
}
