import { MandateError } from '../../../core/errors/index.ts'
import type { Random } from '../../../core/random.ts'
import { oid } from '../../der/oids.ts'
import {
  derBmp,
  derExplicit,
  derImplicit,
  derInteger,
  derOctets,
  derOid,
  derSequence,
  derSet,
} from '../../der/write.ts'
import { encryptPrivateKey } from '../private-key/encrypt.ts'
import { encryptWithPassword, type PasswordEncryption } from '../private-key/encryption.ts'
import { digest } from '../private-key/primitives.ts'
import { readRsaPrivateKey } from '../private-key/rsa.ts'
import { buildMac } from './mac.ts'

/** What goes into a PKCS#12 file. */
export type Pkcs12Input = {
  /** PKCS#8 PrivateKeyInfo, DER, not encrypted. */
  privateKeyPkcs8: Uint8Array
  /** DER, leaf first. */
  certificates: readonly Uint8Array[]
  friendlyName: string
  password: string
  /** `modern`: AES-256 and SHA-256, for everything of the last years. `legacy`: triple DES and SHA-1, for the rest. */
  encryption: 'modern' | 'legacy'
  random: Random
}

/** Each of the three uses of the password is as slow to guess as the others, or the fastest would decide. */
const rounds = { modern: 10_000, legacy: 2_048 } as const

/** Writes a PKCS#12 file (RFC 7292, DER) with one private key and its certificates. Runs in the browser. */
export function writePkcs12(input: Pkcs12Input): Uint8Array {
  const { certificates, password, encryption, random } = input
  const leaf = certificates[0]
  if (!leaf) throw new MandateError('pkcs12.malformed', { what: 'there are no certificates' })
  const key = readRsaPrivateKey(input.privateKeyPkcs8)
  const how = (): PasswordEncryption =>
    encryption === 'legacy'
      ? { scheme: 'pbes1-3des', salt: random.bytes(8), rounds: rounds.legacy }
      : { scheme: 'pbes2-aes256', salt: random.bytes(16), rounds: rounds.modern, random }

  const attributes = derSet(
    attribute(oid.friendlyName, derBmp(input.friendlyName)),
    attribute(oid.localKeyId, derOctets(digest('sha1', leaf))),
  )
  const keyBag = bag(oid.shroudedKeyBag, encryptPrivateKey(key, password, how()), attributes)
  const certBags = certificates.map((der, at) => {
    const value = derSequence(derOid(oid.x509Certificate), derExplicit(0, derOctets(der)))
    return bag(oid.certBag, value, at === 0 ? attributes : undefined)
  })
  const content = derSequence(
    encryptedContent(derSequence(...certBags), password, how()),
    dataContent(derSequence(keyBag)),
  )
  const mac = buildMac(
    encryption === 'legacy' ? 'sha1' : 'sha256',
    content,
    password,
    random.bytes(encryption === 'legacy' ? 8 : 16),
    rounds[encryption],
  )
  return derSequence(derInteger(3), dataContent(content), mac)
}

function attribute(kind: string, value: Uint8Array): Uint8Array {
  return derSequence(derOid(kind), derSet(value))
}

function bag(kind: string, value: Uint8Array, attributes?: Uint8Array): Uint8Array {
  return derSequence(derOid(kind), derExplicit(0, value), ...(attributes ? [attributes] : []))
}

function dataContent(content: Uint8Array): Uint8Array {
  return derSequence(derOid(oid.cmsData), derExplicit(0, derOctets(content)))
}

function encryptedContent(clear: Uint8Array, password: string, how: PasswordEncryption): Uint8Array {
  const { algorithm, sealed } = encryptWithPassword(clear, password, how)
  const info = derSequence(derOid(oid.cmsData), algorithm, derImplicit(0, sealed))
  return derSequence(derOid(oid.cmsEncryptedData), derExplicit(0, derSequence(derInteger(0), info)))
}
