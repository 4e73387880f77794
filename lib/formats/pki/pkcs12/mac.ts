import { equalBytes } from '../../../core/bytes.ts'
import { MandateError } from '../../../core/errors/index.ts'
import type { DerNode } from '../../der/node.ts'
import { oid } from '../../der/oids.ts'
import { octetsOf, oidOf, sequenceOf } from '../../der/values.ts'
import { derInteger, derNull, derOctets, derOid, derSequence } from '../../der/write.ts'
import { saltAndRounds } from '../private-key/encryption.ts'
import { pkcs12Kdf } from '../private-key/pkcs12-kdf.ts'
import { type DigestName, hmac } from '../private-key/primitives.ts'

const digests: Readonly<Record<string, { name: DigestName; length: number }>> = {
  [oid.sha1]: { name: 'sha1', length: 20 },
  [oid.sha256]: { name: 'sha256', length: 32 },
  [oid.sha384]: { name: 'sha384', length: 48 },
  [oid.sha512]: { name: 'sha512', length: 64 },
}

/** Whether a MacData (read) fits the content and password, RFC 7292 section 4 and appendix B. */
export function isMacRight(macData: DerNode, content: Uint8Array, password: string): boolean {
  const [info, saltNode, roundsNode] = sequenceOf(macData, 'a MAC')
  const [algorithm, value] = sequenceOf(info, 'a MAC')
  const dotted = oidOf(sequenceOf(algorithm, 'a MAC')[0], 'a MAC')
  const digest = digests[dotted]
  if (!digest) throw new MandateError('pkcs12.not-supported', { what: `the MAC ${dotted}` })
  const { salt, rounds } = roundsNode ? saltAndRounds(saltNode, roundsNode) : { ...saltOnly(saltNode), rounds: 1 }
  return equalBytes(octetsOf(value, 'a MAC'), macValue(dotted, content, password, salt, rounds))
}

/** A MacData (DER) over the content. */
export function buildMac(
  hash: 'sha1' | 'sha256',
  content: Uint8Array,
  password: string,
  salt: Uint8Array,
  rounds: number,
): Uint8Array {
  const value = derOctets(macValue(oid[hash], content, password, salt, rounds))
  const info = derSequence(derSequence(derOid(oid[hash]), derNull()), value)
  return derSequence(info, derOctets(salt), derInteger(rounds))
}

function macValue(dotted: string, content: Uint8Array, password: string, salt: Uint8Array, rounds: number) {
  const { name, length } = digests[dotted] as { name: DigestName; length: number }
  return hmac(name, pkcs12Kdf({ digest: name, purpose: 'mac', password, salt, rounds, length }), content)
}

function saltOnly(node: DerNode | undefined): { salt: Uint8Array } {
  return { salt: octetsOf(node, 'a salt') }
}
