import { MandateError } from '../../../core/errors/index.ts'
import { orMalformed } from '../../der/malformed.ts'
import { derTag } from '../../der/node.ts'
import { oid } from '../../der/oids.ts'
import { readDer, readDerPrefix } from '../../der/read.ts'
import { bitLength, integerOf, octetsOf, oidOf, sequenceOf, smallIntegerOf, tagged } from '../../der/values.ts'
import { derBits, derInteger, derNull, derOid, derSequence } from '../../der/write.ts'

/** A private RSA key that was read and whose numbers fit together. Only {@link readRsaPrivateKey} makes one. */
export type RsaPrivateKey = {
  /** PKCS#8 PrivateKeyInfo, DER, without anything behind it. */
  readonly pkcs8: Uint8Array
  /** SubjectPublicKeyInfo of the public key, DER. */
  readonly spki: Uint8Array
  readonly modulusBits: number
  readonly __brand: 'RsaPrivateKey'
}

/** Zero bytes that other software may leave behind the key. */
const strayZeros = 16

/**
 * Reads a PKCS#8 private RSA key (RFC 5958, DER). A few zero bytes behind it are dropped. Runs in the browser.
 *
 * @throws MandateError `private-key.malformed`
 */
export function readRsaPrivateKey(bytes: Uint8Array): RsaPrivateKey {
  return orMalformed('private-key.malformed', () => {
    const info = readDerPrefix(bytes, limits)
    const [version, algorithm, key] = sequenceOf(info, 'a private key')
    smallIntegerOf(version, 1, 'version 1 or 2 of a private key')
    const [kind, parameters] = sequenceOf(algorithm, 'a key algorithm')
    if (oidOf(kind, 'a key algorithm') !== oid.rsaEncryption) throw malformed('it is not an RSA key')
    const stray = bytes.subarray(info.raw.length)
    if (stray.length > strayZeros || stray.some((octet) => octet !== 0)) throw malformed('it has other data behind it')
    if (parameters) tagged(parameters, derTag.null, 'an RSA key with NULL')
    const [, n, e, d, p, q] = sequenceOf(readDer(octetsOf(key, 'a private key'), limits), 'an RSA key')
      .slice(0, 6)
      .map((node) => integerOf(node, 'a number of an RSA key'))
    checkNumbers({ n, e, d, p, q })
    return {
      pkcs8: Uint8Array.from(info.raw),
      spki: rsaSpki(n as bigint, e as bigint),
      modulusBits: bitLength(n as bigint),
    } as RsaPrivateKey
  })
}

const limits = { depth: 8, nodes: 200, bytes: 16 * 1024 }

function checkNumbers(numbers: Record<'n' | 'e' | 'd' | 'p' | 'q', bigint | undefined>): void {
  const { n = 0n, e = 0n, d = 0n, p = 0n, q = 0n } = numbers
  const fits = p > 1n && q > 1n && n === p * q && (e * d) % (p - 1n) === 1n && (e * d) % (q - 1n) === 1n
  if (!fits) throw malformed('its numbers do not fit together')
}

/** SubjectPublicKeyInfo (DER) of an RSA key, RFC 8017 appendix A.1.1 in RFC 5280 section 4.1. */
export function rsaSpki(modulus: bigint, exponent: bigint): Uint8Array {
  const key = derSequence(derInteger(modulus), derInteger(exponent))
  return derSequence(derSequence(derOid(oid.rsaEncryption), derNull()), derBits(key))
}

function malformed(what: string): MandateError {
  return new MandateError('private-key.malformed', { what })
}
