import { createPublicKey, hash, verify } from 'node:crypto'
import { MandateError } from '../../../core/errors/index.ts'
import { orMalformed } from '../../der/malformed.ts'
import { type DerNode, derTag } from '../../der/node.ts'
import { oid } from '../../der/oids.ts'
import { readDer } from '../../der/read.ts'
import { bitBytesOf, bitLength, integerOf, oidOf, sequenceOf, tagged, unexpected } from '../../der/values.ts'
import type { DistinguishedName } from '../certificate/certificate.ts'
import { readName } from '../certificate/name.ts'
import { checkKeyStrength } from './key-strength.ts'

/** A request whose proof of possession was verified and whose key is sound. Only {@link readCertificateRequest} makes one. */
export type VerifiedCertificateRequest = {
  readonly der: Uint8Array
  readonly subject: DistinguishedName
  /** SubjectPublicKeyInfo, DER, in the one form that the strict encoding permits. */
  readonly publicKeySpki: Uint8Array
  /** SHA-256 of `publicKeySpki`, lower-case hexadecimal: by it a key is found again. */
  readonly publicKeyFingerprint: string
  readonly modulusBits: number
  readonly __brand: 'VerifiedCertificateRequest'
}

/**
 * Reads a PKCS#10 request (RFC 2986, strict DER), verifies the proof of possession and refuses weak keys.
 *
 * @throws MandateError `certificate-request.*`, each reason with its own code
 */
export function readCertificateRequest(bytes: Uint8Array): VerifiedCertificateRequest {
  const der = Uint8Array.from(bytes)
  const { info, subject, spki, modulus, exponent, algorithm, signature } = orMalformed(
    'certificate-request.malformed',
    () => readParts(der),
  )
  const modulusBits = bitLength(modulus)
  if (modulusBits < 2048 || modulusBits > 4096) {
    throw new MandateError('certificate-request.key-length', { bits: modulusBits })
  }
  if (exponent !== 65537n) throw new MandateError('certificate-request.key-exponent')
  const digest = digests[algorithm]
  if (!digest) throw new MandateError('certificate-request.algorithm', { algorithm: algorithmText(algorithm) })
  if (!isSignedBy(spki, digest, info, signature)) throw new MandateError('certificate-request.not-proved')
  checkKeyStrength(modulus)
  const publicKeyFingerprint = hash('sha256', spki, 'hex')
  return { der, subject, publicKeySpki: spki, publicKeyFingerprint, modulusBits } as VerifiedCertificateRequest
}

const limits = { depth: 16, nodes: 1_000, bytes: 16 * 1024 }

const digests: Readonly<Record<string, string>> = {
  [oid.sha256WithRsa]: 'sha256',
  [oid.sha384WithRsa]: 'sha384',
  [oid.sha512WithRsa]: 'sha512',
}

function algorithmText(algorithm: string): string {
  if (algorithm === oid.sha1WithRsa) return 'SHA-1'
  return algorithm === oid.rsaPss ? 'RSASSA-PSS' : `the algorithm ${algorithm}`
}

function readParts(der: Uint8Array) {
  const [info, algorithm, signature, ...rest] = sequenceOf(readDer(der, limits), 'a certificate request')
  const [version, subject, spki, attributes, ...more] = sequenceOf(info, 'a certificate request')
  if (rest.length > 0 || more.length > 0) throw unexpected('a certificate request')
  if (integerOf(version, 'a version') !== 0n) throw unexpected('version 1')
  checkAttributes(tagged(attributes, 0xa0, 'attributes'))
  const [signatureOid, parameters, ...others] = sequenceOf(algorithm, 'a signature algorithm')
  if (others.length > 0) throw unexpected('a signature algorithm')
  const dotted = oidOf(signatureOid, 'a signature algorithm')
  if (dotted in digests && parameters?.tag !== derTag.null) throw unexpected('a signature algorithm with NULL')
  return {
    info: (info as DerNode).raw,
    subject: readName(subject, 'a subject'),
    ...readRsaKey(spki),
    algorithm: dotted,
    signature: bitBytesOf(signature, 'a signature'),
  }
}

function checkAttributes({ children }: DerNode): void {
  for (const attribute of children) {
    const [type, values, ...rest] = sequenceOf(attribute, 'an attribute')
    oidOf(type, 'an attribute')
    if (tagged(values, derTag.set, 'an attribute').children.length === 0 || rest.length > 0) {
      throw unexpected('an attribute')
    }
  }
}

function readRsaKey(node: DerNode | undefined) {
  const [algorithm, bits, ...rest] = sequenceOf(node, 'a public key')
  const [type, parameters, ...others] = sequenceOf(algorithm, 'a public key')
  if (oidOf(type, 'a public key') !== oid.rsaEncryption) throw new MandateError('certificate-request.key-type')
  if (rest.length > 0 || others.length > 0) throw unexpected('a public key')
  tagged(parameters, derTag.null, 'an RSA key with NULL')
  const key = sequenceOf(readDer(bitBytesOf(bits, 'a public key'), limits), 'an RSA key')
  const [modulus, exponent] = [integerOf(key[0], 'a modulus'), integerOf(key[1], 'an exponent')]
  if (key.length !== 2 || modulus <= 0n || exponent <= 0n) throw unexpected('an RSA key')
  return { spki: (node as DerNode).raw, modulus, exponent }
}

function isSignedBy(spki: Uint8Array, digest: string, info: Uint8Array, signature: Uint8Array): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
    return verify(digest, info, key, signature)
  } catch {
    return false
  }
}
