import { equalBytes } from '../../../core/bytes.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { orMalformed } from '../../der/malformed.ts'
import { type DerNode, derTag } from '../../der/node.ts'
import { readDer } from '../../der/read.ts'
import {
  bitBytesOf,
  explicitOf,
  oidOf,
  sequenceOf,
  smallIntegerOf,
  tagged,
  timeOf,
  unexpected,
} from '../../der/values.ts'
import type { CertificateFields } from './certificate.ts'
import { readExtensions, readKnownExtensions } from './extensions.ts'
import { readName } from './name.ts'
import { serialOf } from './serial.ts'

/**
 * Reads the fields of an X.509 version 3 certificate (DER) strictly. Runs in the browser; says nothing about trust.
 *
 * @throws MandateError `certificate.malformed`
 * @see RFC 5280 section 4.1
 */
export function readCertificateFields(der: Uint8Array): CertificateFields {
  return orMalformed('certificate.malformed', () => {
    const [tbs, algorithm, signature, ...rest] = sequenceOf(readDer(der, limits), 'a certificate')
    if (rest.length > 0) throw unexpected('a certificate')
    const parts = sequenceOf(tbs, 'a certificate')
    if (smallIntegerOf(explicitOf(parts[0], 0, 'a version'), 10, 'a version') !== 2) {
      throw new MandateError('certificate.malformed', { what: 'it is not version 3' })
    }
    const [serial, innerAlgorithm, issuer, validity, subject, spki, extensions] = parts.slice(1)
    if (parts.length !== 8) throw unexpected('a certificate with extensions and without unique identifiers')
    if (!algorithm || !innerAlgorithm || !equalBytes(algorithm.raw, innerAlgorithm.raw)) {
      throw new MandateError('certificate.malformed', { what: 'it names two different signature algorithms' })
    }
    const times = sequenceOf(validity, 'a validity')
    if (times.length !== 2) throw unexpected('a validity')
    const list = readExtensions(explicitOf(extensions, 3, 'extensions'), 'extensions')
    return {
      der,
      tbs: (tbs as DerNode).raw,
      signatureAlgorithm: oidOf(sequenceOf(algorithm, 'a signature algorithm')[0], 'a signature algorithm'),
      signature: bitBytesOf(signature, 'a signature'),
      serial: readSerial(serial),
      issuer: readName(issuer, 'an issuer'),
      subject: readName(subject, 'a subject'),
      notBefore: timeOf(times[0], 'a start of validity'),
      notAfter: timeOf(times[1], 'an end of validity'),
      spki: readSpki(spki),
      extensions: list,
      ...readKnownExtensions(list),
    }
  })
}

const limits = { depth: 16, nodes: 3_000, bytes: 64 * 1024 }

function readSerial(node: DerNode | undefined) {
  const { content } = tagged(node, derTag.integer, 'a serial number')
  if (content.length > 20 || (content[0] as number) >= 0x80) {
    throw new MandateError('certificate.malformed', {
      what: 'the serial number is not positive and of at most 20 bytes',
    })
  }
  return serialOf(content)
}

function readSpki(node: DerNode | undefined): Uint8Array {
  const [algorithm, key, ...rest] = sequenceOf(node, 'a public key')
  oidOf(sequenceOf(algorithm, 'a public key')[0], 'a public key')
  bitBytesOf(key, 'a public key')
  if (rest.length > 0) throw unexpected('a public key')
  return (node as DerNode).raw
}
