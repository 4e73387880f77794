import {
  checkPrimeSync,
  createPrivateKey,
  generateKeyPairSync,
  generatePrimeSync,
  type KeyObject,
  sign,
} from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { testAbn, testKey, testSpki } from '../../../../test/vectors/keystore/authority.ts'
import { codeOf } from '../../../../test/vectors/keystore/code-of.ts'
import { openssl } from '../../../../test/vectors/keystore/openssl.ts'
import { toHex } from '../../../core/bytes.ts'
import { oid } from '../../der/oids.ts'
import { readDer } from '../../der/read.ts'
import { derBits, derElement, derInteger, derNull, derOid, derSequence, derSet, derUtf8 } from '../../der/write.ts'
import { encodeName } from '../certificate/name.ts'
import { rsaSpki } from '../private-key/rsa.ts'
import { createCertificateRequest, machineSubject } from './create.ts'
import { checkKeyStrength } from './key-strength.ts'
import { readCertificateRequest } from './read.ts'

function createCertificateInput(key: KeyObject) {
  const { n, e } = key.export({ format: 'jwk' }) as { n: string; e: string }
  const number = (text: string) => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`)
  return {
    name: 'USIMachine é',
    abn: testAbn,
    publicKeySpki: rsaSpki(number(n), number(e)),
    sign: async (tbs: Uint8Array) => sign('sha256', tbs, key),
  }
}
const requestOf = (key: KeyObject) => createCertificateRequest(createCertificateInput(key))

describe('a certificate request', () => {
  test('is made in the browser’s way and verified by OpenSSL', async () => {
    const pair = await crypto.subtle.generateKey(
      { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' },
      true,
      ['sign', 'verify'],
    )
    const publicKeySpki = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey))
    const der = await createCertificateRequest({
      name: 'Zoë’s till',
      abn: testAbn,
      publicKeySpki,
      sign: async (tbs) =>
        new Uint8Array(await crypto.subtle.sign('RSASSA-PKCS1-v1_5', pair.privateKey, Uint8Array.from(tbs))),
    })
    const { ok, text } = openssl('req -inform der -in {r} -verify -noout -subject -nameopt utf8,sep_comma_plus', {
      r: der,
    })
    expect(ok).toBe(true)
    expect(text).toContain('verify OK')
    expect(text).toContain('subject=C=AU,O=27809366375,CN=Zoë’s till,dnQualifier=ABR')
    const read = readCertificateRequest(der)
    expect(toHex(read.publicKeySpki)).toBe(toHex(publicKeySpki))
    expect(read.modulusBits).toBe(2048)
    expect(read.publicKeyFingerprint).toMatch(/^[0-9a-f]{64}$/)
  })

  test('of OpenSSL, with attributes, is read', () => {
    const pem = testKey('leaf').export({ format: 'pem', type: 'pkcs8' })
    for (const digest of ['sha256', 'sha384', 'sha512']) {
      const request = openssl(
        `req -new -${digest} -key {k} -subj /C=AU/CN=x -addext keyUsage=digitalSignature -outform der`,
        {
          k: pem,
        },
      )
      expect(readCertificateRequest(request.out).subject.text).toBe('CN=x,C=AU')
    }
  })
})

describe('refused is', () => {
  const key = testKey('leaf')
  const algorithm = derSequence(derOid(oid.sha256WithRsa), derNull())
  const requestWith = (change: { info?: Uint8Array[]; algorithm?: Uint8Array; extra?: Uint8Array[] }) => {
    const parts = [derInteger(0), encodeName(machineSubject(testAbn, 'x')), testSpki('leaf'), derElement(0xa0)]
    const info = derSequence(...(change.info ?? parts))
    return derSequence(info, change.algorithm ?? algorithm, derBits(sign('sha256', info, key)), ...(change.extra ?? []))
  }
  const name = encodeName(machineSubject(testAbn, 'x'))
  const infoWith = (spki: Uint8Array) => [derInteger(0), name, spki, derElement(0xa0)]
  const opensslRequest = (args: string) =>
    openssl(`req -new -nodes -keyout /dev/null -subj /CN=x -outform der ${args}`).out

  test('nothing of the sound request that the others are bent from', () => {
    expect(codeOf(() => readCertificateRequest(requestWith({})))).toBe('none')
  })

  test.each<[string, string, () => Uint8Array]>([
    ['no bytes', 'certificate-request.malformed', () => new Uint8Array()],
    ['text', 'certificate-request.malformed', () => Buffer.from('-----BEGIN CERTIFICATE REQUEST-----')],
    ['bytes behind it', 'certificate-request.malformed', () => Uint8Array.of(...requestWith({}), 0)],
    ['a cut', 'certificate-request.malformed', () => requestWith({}).subarray(0, 300)],
    [
      'version 2',
      'certificate-request.malformed',
      () => requestWith({ info: [derInteger(1), name, testSpki('leaf'), derElement(0xa0)] }),
    ],
    [
      'no attributes',
      'certificate-request.malformed',
      () => requestWith({ info: infoWith(testSpki('leaf')).slice(0, 3) }),
    ],
    [
      'an attribute without values',
      'certificate-request.malformed',
      () =>
        requestWith({
          info: [
            ...infoWith(testSpki('leaf')).slice(0, 3),
            derElement(0xa0, derSequence(derOid('1.2.840.113549.1.9.14'), derSet())),
          ],
        }),
    ],
    ['a fourth part', 'certificate-request.malformed', () => requestWith({ extra: [derUtf8('x')] })],
    [
      'an algorithm without NULL',
      'certificate-request.malformed',
      () => requestWith({ algorithm: derSequence(derOid(oid.sha256WithRsa)) }),
    ],
    [
      'an indefinite length',
      'certificate-request.malformed',
      () => Uint8Array.of(0x30, 0x80, ...requestWith({}).subarray(4), 0, 0),
    ],
    [
      'a negative modulus',
      'certificate-request.malformed',
      () => requestWith({ info: infoWith(rsaSpki(-(2n ** 2047n), 65537n)) }),
    ],
    [
      'the signature of another key',
      'certificate-request.not-proved',
      () => requestWith({ info: infoWith(testSpki('other')) }),
    ],
    [
      'a changed name',
      'certificate-request.not-proved',
      () => {
        const der = Uint8Array.from(requestWith({}))
        const at = Buffer.from(der).indexOf('27809366375')
        der[at] = (der[at] as number) ^ 1
        return der
      },
    ],
    [
      'an empty signature',
      'certificate-request.not-proved',
      () => {
        const [info] = readDer(requestWith({})).children
        return derSequence(info?.raw as Uint8Array, algorithm, derBits(new Uint8Array()))
      },
    ],
    ['SHA-1', 'certificate-request.algorithm', () => opensslRequest('-newkey rsa:2048 -sha1')],
    ['MD5', 'certificate-request.algorithm', () => opensslRequest('-newkey rsa:2048 -md5')],
    [
      'RSASSA-PSS',
      'certificate-request.algorithm',
      () => opensslRequest('-newkey rsa:2048 -sha256 -sigopt rsa_padding_mode:pss'),
    ],
    [
      'a key on a curve',
      'certificate-request.key-type',
      () => opensslRequest('-newkey ec -pkeyopt ec_paramgen_curve:P-256'),
    ],
    ['an Edwards key', 'certificate-request.key-type', () => opensslRequest('-newkey ed25519')],
    ['a key of 1024 bits', 'certificate-request.key-length', () => opensslRequest('-newkey rsa:1024')],
    [
      'a key of 2047 bits',
      'certificate-request.key-length',
      () => requestWith({ info: infoWith(rsaSpki(2n ** 2046n + 1n, 65537n)) }),
    ],
    [
      'a key of 4097 bits',
      'certificate-request.key-length',
      () => requestWith({ info: infoWith(rsaSpki(2n ** 4096n + 1n, 65537n)) }),
    ],
    [
      'the exponent 3',
      'certificate-request.key-exponent',
      () => opensslRequest('-newkey rsa:2048 -pkeyopt rsa_keygen_pubexp:3'),
    ],
  ])('%s: %s', (_, code, make) => {
    expect(codeOf(() => readCertificateRequest(make()))).toBe(code)
  })
})

describe('weak keys', () => {
  const keyOf = (p: bigint, q: bigint): KeyObject => {
    const [n, e, phi] = [p * q, 65537n, (p - 1n) * (q - 1n)]
    const d = inverse(e, phi)
    const text = (value: bigint) => {
      const hex = value.toString(16)
      return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url')
    }
    const numbers = { n, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) }
    const jwk = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, text(value)]))
    return createPrivateKey({ key: { kty: 'RSA', ...jwk } as never, format: 'jwk' })
  }
  const primes = () => generatePrimeSync(1024, { bigint: true })
  const refusal = async (key: KeyObject) => {
    const der = await requestOf(key)
    return codeOf(() => readCertificateRequest(der))
  }

  test('whose primes lie close together are refused, proof of possession and all', async () => {
    const p = primes()
    let q = p + 2n
    while (!checkPrimeSync(q) || (q - 1n) % 65537n === 0n) q += 2n
    expect(await refusal(keyOf(p, q))).toBe('certificate-request.key-close-primes')
  })

  test('that a faulty chip made are refused', async () => {
    const smooth = primesUpTo(701).reduce((product, prime) => product * prime, 1n)
    const rocaPrime = () => {
      const start = primes()
      const power = modPow(65537n, BigInt(generatePrimeSync(32, { bigint: true })), smooth)
      for (let candidate = start - (start % smooth) + power; ; candidate += smooth) {
        if (checkPrimeSync(candidate, { checks: 5 })) return candidate
      }
    }
    const [p, q] = [rocaPrime(), rocaPrime()]
    expect(codeOf(() => checkKeyStrength(p * q))).toBe('certificate-request.key-roca')
    expect(await refusal(keyOf(p, q))).toBe('certificate-request.key-roca')
  })

  test.each([2n, 3n, 251n, 65521n])('with the factor %s are refused', (factor) => {
    const { n } = testKey('other').export({ format: 'jwk' }) as { n: string }
    const rest = BigInt(`0x${Buffer.from(n, 'base64url').toString('hex')}`)
    expect(codeOf(() => checkKeyStrength(rest))).toBe('none')
    expect(codeOf(() => checkKeyStrength(factor * rest))).toBe('certificate-request.key-small-factor')
  })

  test('are not seen where there are none', () => {
    for (let round = 0; round < 5; round++) {
      expect(codeOf(() => checkKeyStrength(primes() * primes()))).toBe('none')
    }
  })

  test('a new key of 3072 bits is taken', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 })
    expect(readCertificateRequest(await requestOf(privateKey)).modulusBits).toBe(3072)
  })
})

function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [value % modulus, modulus, 1n, 0n]
  while (b > 0n) [a, b, x, y] = [b, a % b, y, x - (a / b) * y]
  return ((x % modulus) + modulus) % modulus
}

function modPow(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square] = [1n, base % modulus]
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

function primesUpTo(limit: number): bigint[] {
  const found: bigint[] = []
  for (let value = 2; value <= limit; value++) {
    if (found.every((prime) => BigInt(value) % prime !== 0n)) found.push(BigInt(value))
  }
  return found
}
