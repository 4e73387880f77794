import { utf8 } from '../../../core/bytes.ts'
import { MandateError } from '../../../core/errors/index.ts'
import type { Random } from '../../../core/random.ts'
import { type DerNode, derTag } from '../../der/node.ts'
import { oid } from '../../der/oids.ts'
import { octetsOf, oidOf, sequenceOf, smallIntegerOf, unexpected } from '../../der/values.ts'
import { derInteger, derNull, derOctets, derOid, derSequence } from '../../der/write.ts'
import { pkcs12Kdf } from './pkcs12-kdf.ts'
import { type CipherName, type DigestName, decryptCbc, encryptCbc, pbkdf2 } from './primitives.ts'

/** How something is encrypted with a password. */
export type PasswordEncryption =
  /** pbeWithSHA1And3-KeyTripleDES-CBC of PKCS#12, the one that keystores have. */
  | { scheme: 'pbes1-3des'; salt: Uint8Array; rounds: number }
  /** PBES2 with PBKDF2 (HMAC-SHA-256) and AES-256-CBC. */
  | { scheme: 'pbes2-aes256'; salt: Uint8Array; rounds: number; random: Random }

/** Something encrypted: its AlgorithmIdentifier (DER) and the sealed bytes. */
export type PasswordSealed = { algorithm: Uint8Array; sealed: Uint8Array }

/** Encrypts with a password. Runs in the browser. */
export function encryptWithPassword(clear: Uint8Array, password: string, how: PasswordEncryption): PasswordSealed {
  const { salt, rounds } = how
  if (how.scheme === 'pbes1-3des') {
    const { key, iv } = pbes1Keys(password, salt, rounds, 24)
    return {
      algorithm: derSequence(derOid(oid.pbeSha1TripleDes), derSequence(derOctets(salt), derInteger(rounds))),
      sealed: encryptCbc('3des', key, iv, clear),
    }
  }
  const iv = how.random.bytes(16)
  const prf = derSequence(derOid(oid.hmacSha256), derNull())
  const kdf = derSequence(derOid(oid.pbkdf2), derSequence(derOctets(salt), derInteger(rounds), prf))
  return {
    algorithm: derSequence(derOid(oid.pbes2), derSequence(kdf, derSequence(derOid(oid.aes256Cbc), derOctets(iv)))),
    sealed: encryptCbc('aes', pbkdf2('sha256', utf8(password), salt, rounds, 32), iv, clear),
  }
}

/**
 * Decrypts with a password, in any of the schemes that keystores and PKCS#12 files are found with. Runs in the browser.
 *
 * @param algorithm AlgorithmIdentifier, read
 * @returns the clear bytes; `undefined` where the padding shows that the password is wrong
 * @throws MandateError `private-key.encryption-not-supported`, `der.*`
 */
export function decryptWithPassword(
  algorithm: DerNode | undefined,
  sealed: Uint8Array,
  password: string,
): Uint8Array | undefined {
  const [scheme, parameters] = sequenceOf(algorithm, 'an encryption algorithm')
  switch (oidOf(scheme, 'an encryption algorithm')) {
    case oid.pbeSha1TripleDes:
      return decryptPbes1('3des', 24, parameters, sealed, password)
    case oid.pbeSha1Rc2With40Bits:
      return decryptPbes1('rc2-40', 5, parameters, sealed, password)
    case oid.pbes2:
      return decryptPbes2(parameters, sealed, password)
    default:
      throw notSupported(`the algorithm ${oidOf(scheme, 'an encryption algorithm')}`)
  }
}

const limits = { pkcs12Rounds: 200_000, pbkdf2Rounds: 1_000_000, salt: 1_024 }

/** Salt and rounds of a PBES1 algorithm, or of a MAC of PKCS#12. @throws MandateError as above */
export function saltAndRounds(salt: DerNode | undefined, rounds: DerNode | undefined, most = limits.pkcs12Rounds) {
  const bytes = octetsOf(salt, 'a salt')
  if (bytes.length === 0 || bytes.length > limits.salt) throw unexpected('a salt')
  const count = smallIntegerOf(rounds, 2 ** 31, 'a number of rounds')
  if (count === 0) throw unexpected('a number of rounds')
  if (count > most) throw notSupported(`${count} rounds, more than ${most}`)
  return { salt: bytes, rounds: count }
}

function decryptPbes1(
  cipher: CipherName,
  keyLength: number,
  parameters: DerNode | undefined,
  sealed: Uint8Array,
  password: string,
): Uint8Array | undefined {
  const parts = sequenceOf(parameters, 'encryption parameters')
  if (parts.length !== 2) throw unexpected('encryption parameters')
  const { salt, rounds } = saltAndRounds(parts[0], parts[1])
  const { key, iv } = pbes1Keys(password, salt, rounds, keyLength)
  return decryptCbc(cipher, key, iv, sealed)
}

function pbes1Keys(password: string, salt: Uint8Array, rounds: number, keyLength: number) {
  const derive = (purpose: 'key' | 'iv', length: number) =>
    pkcs12Kdf({ digest: 'sha1', purpose, password, salt, rounds, length })
  return { key: derive('key', keyLength), iv: derive('iv', 8) }
}

const prfs: Readonly<Record<string, DigestName>> = {
  [oid.hmacSha1]: 'sha1',
  [oid.hmacSha256]: 'sha256',
  [oid.hmacSha384]: 'sha384',
  [oid.hmacSha512]: 'sha512',
}

const ciphers: Readonly<Record<string, { cipher: '3des' | 'aes'; keyLength: number; ivLength: number }>> = {
  [oid.desEde3Cbc]: { cipher: '3des', keyLength: 24, ivLength: 8 },
  [oid.aes128Cbc]: { cipher: 'aes', keyLength: 16, ivLength: 16 },
  [oid.aes192Cbc]: { cipher: 'aes', keyLength: 24, ivLength: 16 },
  [oid.aes256Cbc]: { cipher: 'aes', keyLength: 32, ivLength: 16 },
}

function decryptPbes2(parameters: DerNode | undefined, sealed: Uint8Array, password: string): Uint8Array | undefined {
  const [kdf, encryption, ...rest] = sequenceOf(parameters, 'encryption parameters')
  if (rest.length > 0) throw unexpected('encryption parameters')
  const [cipherOid, ivNode] = sequenceOf(encryption, 'a cipher')
  const dotted = oidOf(cipherOid, 'a cipher')
  const known = ciphers[dotted]
  if (!known) throw notSupported(`the cipher ${dotted}`)
  const iv = octetsOf(ivNode, 'an initialisation vector')
  if (iv.length !== known.ivLength) throw unexpected('an initialisation vector')
  const key = pbkdf2Key(kdf, known.keyLength, password)
  return decryptCbc(known.cipher, key, iv, sealed)
}

function pbkdf2Key(node: DerNode | undefined, keyLength: number, password: string): Uint8Array {
  const [kdfOid, parameters] = sequenceOf(node, 'a key derivation')
  if (oidOf(kdfOid, 'a key derivation') !== oid.pbkdf2) {
    throw notSupported(`the key derivation ${oidOf(kdfOid, 'a key derivation')}`)
  }
  const [saltNode, roundsNode, ...others] = sequenceOf(parameters, 'a key derivation')
  const { salt, rounds } = saltAndRounds(saltNode, roundsNode, limits.pbkdf2Rounds)
  const lengthNode = others[0]?.tag === derTag.integer ? others.shift() : undefined
  if (lengthNode && smallIntegerOf(lengthNode, 64, 'a key length') !== keyLength) throw unexpected('a key length')
  const prf = others.length === 0 ? oid.hmacSha1 : oidOf(sequenceOf(others.shift(), 'a hash')[0], 'a hash')
  if (others.length > 0) throw unexpected('a key derivation')
  const digest = prfs[prf]
  if (!digest) throw notSupported(`the hash ${prf}`)
  return pbkdf2(digest, utf8(password), salt, rounds, keyLength)
}

function notSupported(what: string): MandateError {
  return new MandateError('private-key.encryption-not-supported', { what })
}
