import { MandateError } from '../../../core/errors/index.ts'
import { orMalformed } from '../../der/malformed.ts'
import { derTag } from '../../der/node.ts'
import { oid } from '../../der/oids.ts'
import { readBer } from '../../der/read-ber.ts'
import { explicitOf, oidOf, sequenceOf, setOf, tagged, unexpected } from '../../der/values.ts'

const limits = { depth: 24, nodes: 20_000, bytes: 256 * 1024 }

/**
 * The certificates (DER) of a CMS SignedData in the order of the file: BER with indefinite lengths or DER, with or
 * without signers. A signer's signature is not verified, as the bundle only carries the certificates. Runs in the
 * browser.
 *
 * @throws MandateError `cms.malformed`, `cms.no-certificates`
 */
export function readCertificateBundle(bytes: Uint8Array): Uint8Array[] {
  const certificates = orMalformed('cms.malformed', () => {
    const [type, content, ...rest] = sequenceOf(readBer(bytes, limits), 'a CMS message')
    if (rest.length > 0 || oidOf(type, 'a CMS message') !== oid.cmsSignedData) throw unexpected('CMS signed data')
    const [version, digests, encapsulated, ...others] = sequenceOf(explicitOf(content, 0, 'signed data'), 'signed data')
    tagged(version, derTag.integer, 'a version')
    setOf(digests, 'digest algorithms')
    sequenceOf(encapsulated, 'encapsulated content')
    setOf(others.at(-1), 'signers')
    const set = others.slice(0, -1).find(({ tag }) => tag === 0xa0)
    return (set?.children ?? []).map((certificate) => tagged(certificate, derTag.sequence, 'a certificate').raw)
  })
  if (certificates.length === 0) throw new MandateError('cms.no-certificates')
  return certificates.map((certificate) => Uint8Array.from(certificate))
}
