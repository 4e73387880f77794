import { hash } from 'node:crypto'
import { equalBytes } from '../../../core/bytes.ts'
import { orMalformed } from '../../der/malformed.ts'
import { type DerNode, derTag } from '../../der/node.ts'
import { oid } from '../../der/oids.ts'
import { readDer } from '../../der/read.ts'
import {
  bitBytesOf,
  explicitOf,
  octetsOf,
  oidOf,
  sequenceOf,
  smallIntegerOf,
  tagged,
  unexpected,
} from '../../der/values.ts'
import type { Certificate } from '../certificate/certificate.ts'
import { readExtensions } from '../certificate/extensions.ts'
import { serialOf } from '../certificate/serial.ts'

/** The certificate that a client asks about. */
export type OcspCertId = {
  /** DER, echoed in the answer. */
  der: Uint8Array
  hashAlgorithm: string
  issuerNameHash: Uint8Array
  issuerKeyHash: Uint8Array
  /** As in `Serial.hex`. */
  serialHex: string
}

/** A question for the status of certificates. */
export type OcspRequest = { certificates: OcspCertId[]; nonce?: Uint8Array }

const limits = { depth: 12, nodes: 2_000, bytes: 64 * 1024 }
const mostQuestions = 50

/**
 * Reads an OCSP request (DER, RFC 6960 section 4.1). A signature of the client is not asked for and not verified.
 *
 * @throws MandateError `ocsp.malformed`
 */
export function readOcspRequest(der: Uint8Array): OcspRequest {
  return orMalformed('ocsp.malformed', () => {
    const [tbs, signature, ...rest] = sequenceOf(readDer(Uint8Array.from(der), limits), 'a status request')
    if (rest.length > 0 || (signature && signature.tag !== 0xa0)) throw unexpected('a status request')
    const parts = [...sequenceOf(tbs, 'a status request')]
    if (parts[0]?.tag === 0xa0 && smallIntegerOf(explicitOf(parts.shift(), 0, 'a version'), 0, 'version 1') !== 0) {
      throw unexpected('version 1')
    }
    if (parts[0]?.tag === 0xa1) parts.shift()
    const list = sequenceOf(parts.shift(), 'questions')
    if (list.length === 0 || list.length > mostQuestions) throw unexpected(`1 to ${mostQuestions} questions`)
    const extensions = parts.length > 0 ? readExtensions(explicitOf(parts.shift(), 2, 'extensions'), 'extensions') : []
    if (parts.length > 0) throw unexpected('a status request')
    const nonce = extensions.find((extension) => extension.oid === oid.ocspNonce)
    if (extensions.some(({ critical, oid: dotted }) => critical && dotted !== oid.ocspNonce)) {
      throw unexpected('a request without rules that are not understood here')
    }
    return { certificates: list.map(readQuestion), ...(nonce ? { nonce: readNonce(nonce.value) } : {}) }
  })
}

/** True when `issuer` is the authority that a question names. */
export function isAboutIssuer(question: OcspCertId, issuer: Certificate): boolean {
  const digest = question.hashAlgorithm === oid.sha1 ? 'sha1' : question.hashAlgorithm === oid.sha256 ? 'sha256' : ''
  if (digest === '') return false
  const key = bitBytesOf(sequenceOf(readDer(issuer.spki), 'a public key')[1], 'a public key')
  return (
    equalBytes(question.issuerNameHash, hash(digest, issuer.subject.der, 'buffer')) &&
    equalBytes(question.issuerKeyHash, hash(digest, key, 'buffer'))
  )
}

function readQuestion(node: DerNode): OcspCertId {
  const [certId, ...others] = sequenceOf(node, 'a question')
  if (others.length > 1 || (others[0] && others[0].tag !== 0xa0)) throw unexpected('a question')
  const [algorithm, name, key, serial, ...rest] = sequenceOf(certId, 'a question')
  if (rest.length > 0) throw unexpected('a question')
  return {
    der: (certId as DerNode).raw,
    hashAlgorithm: oidOf(sequenceOf(algorithm, 'a hash')[0], 'a hash'),
    issuerNameHash: octetsOf(name, 'a hash of the name'),
    issuerKeyHash: octetsOf(key, 'a hash of the key'),
    serialHex: readSerial(tagged(serial, derTag.integer, 'a serial number').content),
  }
}

function readSerial(content: Uint8Array): string {
  if (content.length > 21 || (content[0] as number) >= 0x80) throw unexpected('a positive serial number of 20 bytes')
  return serialOf(content).hex
}

/** RFC 9654 section 2.1: 1 to 128 bytes. Old clients leave the inner octet string out. */
function readNonce(value: Uint8Array): Uint8Array {
  if (value.length === 0 || value.length > 132) throw unexpected('a nonce of at most 128 bytes')
  return value
}
