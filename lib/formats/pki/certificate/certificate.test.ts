import { X509Certificate } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { type TestAuthority, testAuthority } from '../../../../test/vectors/keystore/authority.ts'
import { codeOf } from '../../../../test/vectors/keystore/code-of.ts'
import { openssl } from '../../../../test/vectors/keystore/openssl.ts'
import { toHex } from '../../../core/bytes.ts'
import { seededRandom } from '../../../core/random.ts'
import { readDer } from '../../der/read.ts'
import {
  derBoolean,
  derElementOf,
  derExplicit,
  derInteger,
  derOctets,
  derOid,
  derPrintable,
  derSequence,
  derSet,
  derUtf8,
} from '../../der/write.ts'
import { encodeName, readName } from './name.ts'
import { publicKeyOf } from './public-key.ts'
import { readCertificate } from './read.ts'
import { newSerial, parseSerial } from './serial.ts'

let authority: TestAuthority
beforeAll(async () => {
  authority = await testAuthority()
})

describe('reading a certificate', () => {
  test('agrees with Node and OpenSSL in every field', () => {
    const { leaf, sub } = authority
    const judge = new X509Certificate(leaf.der)
    expect(leaf.serial.hex).toBe(judge.serialNumber.toLowerCase())
    expect(BigInt(leaf.serial.decimal)).toBe(BigInt(`0x${judge.serialNumber}`))
    expect(leaf.notBefore).toBe(Date.parse(judge.validFrom))
    expect(leaf.notAfter).toBe(Date.parse(judge.validTo))
    expect(leaf.fingerprints.sha1).toBe(judge.fingerprint.replaceAll(':', '').toLowerCase())
    expect(leaf.fingerprints.sha256).toBe(judge.fingerprint256.replaceAll(':', '').toLowerCase())
    expect(toHex(leaf.spki)).toBe(judge.publicKey.export({ format: 'der', type: 'spki' }).toString('hex'))
    expect(leaf.extendedKeyUsage).toEqual(judge.keyUsage)
    expect(sub.basicConstraints).toEqual({ ca: true, pathLength: 0 })
    expect(toHex(leaf.authorityKeyId as Uint8Array)).toBe(toHex(sub.subjectKeyId as Uint8Array))
    const names = openssl('x509 -inform der -in {c} -noout -subject -issuer -nameopt RFC2253', { c: leaf.der }).text
    expect(names).toBe(`subject=${leaf.subject.text}\nissuer=${leaf.issuer.text}\n`)
  })

  test('writes names as RFC 4514 has them, most specific part first', () => {
    const odd = encodeName([
      { name: 'C', value: 'AU' },
      { name: 'O', value: 'Smith, Jones + "Co" <x>; \\ Ltd' },
      { name: 'OU', value: '#1 shop ' },
      { name: 'CN', value: ' é' },
    ])
    expect(readName(readDer(odd), 'a name').text).toBe(
      'CN=\\ é,OU=\\#1 shop\\ ,O=Smith\\, Jones \\+ \\"Co\\" \\<x\\>\\; \\\\ Ltd,C=AU',
    )
  })

  test('shows unknown parts of names by number, and joins those of one level', () => {
    const pair = (dotted: string, value: Uint8Array) => derSequence(derOid(dotted), value)
    const name = derSequence(
      derSet(pair('2.5.4.10', derUtf8('O1')), pair('2.5.4.3', derUtf8('C1'))),
      derSet(pair('1.2.3.4', derPrintable('x'))),
    )
    expect(readName(readDer(name), 'a name').text).toBe('1.2.3.4=#130178,CN=C1+O=O1')
  })

  test('keeps its own copy of the bytes', () => {
    const bytes = Uint8Array.from(authority.leaf.der)
    const read = readCertificate(bytes)
    bytes.fill(0)
    expect(toHex(read.spki)).toBe(toHex(authority.leaf.spki))
  })

  const rebuilt = (change: (parts: Uint8Array[]) => Uint8Array[]) => {
    const [tbs, algorithm, bits] = readDer(authority.leaf.der).children
    const parts = (tbs?.children ?? []).map(({ raw }) => raw)
    return derSequence(derSequence(...change(parts)), algorithm?.raw as Uint8Array, bits?.raw as Uint8Array)
  }
  const withExtensions = (...extensions: Uint8Array[]) =>
    rebuilt((parts) => [...parts.slice(0, 7), derExplicit(3, derSequence(...extensions))])
  const constraints = (value: Uint8Array) => derSequence(derOid('2.5.29.19'), derBoolean(true), derOctets(value))

  test.each<[string, () => Uint8Array]>([
    ['no bytes', () => new Uint8Array()],
    ['a cut', () => authority.leaf.der.subarray(0, 500)],
    ['bytes behind it', () => Uint8Array.of(...authority.leaf.der, 0)],
    ['version 1', () => rebuilt((parts) => [derExplicit(0, derInteger(0)), ...parts.slice(1)])],
    ['no version', () => rebuilt((parts) => parts.slice(1))],
    ['a negative serial number', () => rebuilt(([v = new Uint8Array(), , ...rest]) => [v, derInteger(-5), ...rest])],
    ['a serial number of zero', () => rebuilt(([v = new Uint8Array(), , ...rest]) => [v, derInteger(0), ...rest])],
    [
      'a serial number of 21 bytes',
      () => rebuilt(([v = new Uint8Array(), , ...rest]) => [v, derInteger(2n ** 160n), ...rest]),
    ],
    ['no extensions', () => rebuilt((parts) => parts.slice(0, 7))],
    [
      'another algorithm inside than outside',
      () => rebuilt((parts) => [...parts.slice(0, 2), derSequence(derOid('1.2.840.113549.1.1.12')), ...parts.slice(3)]),
    ],
    ['an extension twice', () => withExtensions(constraints(derSequence()), constraints(derSequence()))],
    ['an extension without a value', () => withExtensions(derSequence(derOid('2.5.29.19')))],
    ['a path length for no authority', () => withExtensions(constraints(derSequence(derInteger(0))))],
    ['a negative path length', () => withExtensions(constraints(derSequence(derBoolean(true), derInteger(-1))))],
    ['an extension with trailing bytes', () => withExtensions(constraints(Uint8Array.of(0x30, 0, 0)))],
    [
      'a broken validity',
      () => rebuilt((parts) => [...parts.slice(0, 4), derSequence(derUtf8('now')), ...parts.slice(5)]),
    ],
    [
      'a control character in its name',
      () =>
        rebuilt((parts) => [
          ...parts.slice(0, 5),
          derSequence(derSet(derSequence(derOid('2.5.4.3'), derElementOf(0x0c, [Uint8Array.of(0x41, 0)])))),
          ...parts.slice(6),
        ]),
    ],
  ])('refuses %s', (_, make) => {
    expect(codeOf(() => readCertificate(make()))).toBe('certificate.malformed')
  })

  test('whatever byte is changed, the answer is a certificate or our own error', () => {
    const { der } = authority.leaf
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bent = Uint8Array.from(der)
        bent[at] = (bent[at] as number) ^ flip
        expect(['none', 'certificate.malformed']).toContain(codeOf(() => readCertificate(bent)))
      }),
      { numRuns: 1_500 },
    )
  })

  test('refuses the use of keys that are not RSA of a sound size', () => {
    const pem = openssl('ecparam -name prime256v1 -genkey -noout').out
    const der = openssl('req -x509 -key {k} -subj /CN=x -days 1 -outform der', { k: pem }).out
    expect(codeOf(() => publicKeyOf(readCertificate(der)))).toBe('certificate.weak-algorithm')
    const short = openssl('req -x509 -newkey rsa:1024 -nodes -keyout /dev/null -subj /CN=x -days 1 -outform der').out
    expect(codeOf(() => publicKeyOf(readCertificate(short)))).toBe('certificate.weak-algorithm')
  })
})

describe('serial numbers', () => {
  test('are positive, of at most 20 bytes, and use 159 bits', () => {
    const random = seededRandom(3)
    let seen = 0n
    for (let round = 0; round < 500; round++) {
      const { hex, decimal } = newSerial(random)
      expect(hex).toMatch(/^([0-9a-f]{2}){1,20}$/)
      expect(BigInt(decimal)).toBe(BigInt(`0x${hex}`))
      expect(BigInt(decimal) < 2n ** 159n).toBe(true)
      seen |= BigInt(decimal)
    }
    expect(seen).toBe(2n ** 159n - 1n)
  })

  test('come back from their stored and shown forms', () => {
    const serial = newSerial(seededRandom(9))
    expect(parseSerial({ hex: serial.hex.toUpperCase() })).toEqual(serial)
    expect(parseSerial({ decimal: serial.decimal })).toEqual(serial)
    expect(parseSerial({ decimal: '88' })).toEqual({ decimal: '88', hex: '58' })
    expect(parseSerial({ hex: '000f' }).hex).toBe('0f')
  })

  test.each([
    { hex: '' },
    { hex: '0' },
    { hex: 'xyz' },
    { decimal: '-1' },
    { decimal: '0' },
    { decimal: '9'.repeat(50) },
  ])('refuse %j', (text) => {
    expect(codeOf(() => parseSerial(text))).toBe('certificate.malformed')
  })
})
