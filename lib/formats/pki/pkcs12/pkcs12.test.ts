import { createPrivateKey } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { type TestAuthority, testAuthority, testKey, testPkcs8 } from '../../../../test/vectors/keystore/authority.ts'
import { codeOf } from '../../../../test/vectors/keystore/code-of.ts'
import { openssl } from '../../../../test/vectors/keystore/openssl.ts'
import { toHex } from '../../../core/bytes.ts'
import { seededRandom } from '../../../core/random.ts'
import { readBer } from '../../der/read-ber.ts'
import { derSequence } from '../../der/write.ts'
import { readPem, writePem } from '../pem.ts'
import { readPkcs12 } from './read.ts'
import { type Pkcs12Input, writePkcs12 } from './write.ts'

let authority: TestAuthority
beforeAll(async () => {
  authority = await testAuthority()
})

const password = 'Password1!'
const fileOf = (change: Partial<Pkcs12Input> = {}) =>
  writePkcs12({
    privateKeyPkcs8: testPkcs8('leaf'),
    certificates: authority.chain,
    friendlyName: 'ABRD:27809366375_USIMachine',
    password,
    encryption: 'modern',
    random: seededRandom(4),
    ...change,
  })
const hexes = (list: readonly Uint8Array[] = []) => list.map(toHex)

describe.each(['modern', 'legacy'] as const)('a PKCS#12 file, %s', (encryption) => {
  const legacy = encryption === 'legacy' ? '-legacy ' : ''

  test('comes back whole', () => {
    const { entries, others } = readPkcs12(fileOf({ encryption }), password)
    expect(entries).toHaveLength(1)
    expect(entries[0]?.friendlyName).toBe('ABRD:27809366375_USIMachine')
    expect(toHex(entries[0]?.privateKeyPkcs8 as Uint8Array)).toBe(toHex(testPkcs8('leaf')))
    expect(hexes(entries[0]?.certificates)).toEqual(hexes(authority.chain))
    expect(others).toEqual([])
  })

  test('is opened by OpenSSL', () => {
    const { ok, text } = openssl(`pkcs12 ${legacy}-in {f} -nodes -passin pass:${password}`, {
      f: fileOf({ encryption }),
    })
    expect(ok).toBe(true)
    expect(text).toContain('friendlyName: ABRD:27809366375_USIMachine')
    const blocks = readPem(text)
    expect(hexes(blocks.filter(({ label }) => label === 'CERTIFICATE').map(({ der }) => der))).toEqual(
      hexes(authority.chain),
    )
    const key = blocks.find(({ label }) => label === 'PRIVATE KEY')?.der as Uint8Array
    expect(createPrivateKey({ key: Buffer.from(key), format: 'der', type: 'pkcs8' }).equals(testKey('leaf'))).toBe(true)
  })

  test('does not open with another password or after a change', () => {
    const file = fileOf({ encryption })
    for (const wrong of ['Password1', 'password1!', '', 'Password1!\0']) {
      expect(codeOf(() => readPkcs12(file, wrong))).toBe('pkcs12.wrong-password')
    }
    for (const at of [200, 1_000, 3_000, file.length - 40]) {
      const bent = Uint8Array.from(file)
      bent[at] = (bent[at] as number) ^ 1
      expect(codeOf(() => readPkcs12(bent, password))).toMatch(/^pkcs12\.(wrong-password|malformed|not-supported)$/)
    }
  })
})

describe('a PKCS#12 file of OpenSSL is opened', () => {
  const inputs = () => ({
    k: testKey('leaf').export({ format: 'pem', type: 'pkcs8' }) as string,
    c: writePem('CERTIFICATE', authority.leaf.der),
    ca: writePem('CERTIFICATE', authority.root.der) + writePem('CERTIFICATE', authority.sub.der),
  })

  test.each([
    '',
    '-legacy',
    '-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1 -provider legacy -provider default',
    '-keypbe AES-128-CBC -certpbe AES-256-CBC -macalg sha512',
    '-certpbe NONE',
    '-keypbe NONE -certpbe NONE',
    '-iter 1 -nomaciter',
  ])('made with %s', (options) => {
    const made = openssl(
      `pkcs12 -export ${options} -inkey {k} -in {c} -certfile {ca} -name Käfer -passout pass:${password}`.replace(
        / +/g,
        ' ',
      ),
      inputs(),
    )
    expect(made.ok, made.text).toBe(true)
    const { entries } = readPkcs12(made.out, password)
    expect(hexes(entries[0]?.certificates)).toEqual(hexes(authority.chain))
    expect(entries[0]?.friendlyName).toBe('Käfer')
  })

  test('without its own certificate: the others are told apart', () => {
    const made = openssl(`pkcs12 -export -nokeys -in {ca} -passout pass:${password}`, inputs())
    const { entries, others } = readPkcs12(made.out, password)
    expect(entries).toEqual([])
    expect(others).toHaveLength(2)
  })

  test('but not without a MAC', () => {
    const made = openssl(`pkcs12 -export -nomac -inkey {k} -in {c} -passout pass:${password}`, inputs())
    expect(codeOf(() => readPkcs12(made.out, password))).toBe('pkcs12.not-supported')
  })
})

describe('refused is', () => {
  test.each([
    new Uint8Array(),
    Uint8Array.of(0x30, 0x80, 0, 0),
    new Uint8Array(5_000).fill(0x30),
    new Uint8Array(3 * 1024 * 1024),
  ])('what is no PKCS#12 file: %#', (bytes) => {
    expect(codeOf(() => readPkcs12(bytes, password))).toBe('pkcs12.malformed')
  })

  test('a file of another version', () => {
    const [version, ...rest] = readBer(fileOf()).children.map(({ raw }) => raw)
    const bent = derSequence(Uint8Array.of(...(version as Uint8Array).subarray(0, 2), 4), ...rest)
    expect(codeOf(() => readPkcs12(bent, password))).toBe('pkcs12.malformed')
  })

  test('a file with a certificate alone to be written', () => {
    expect(codeOf(() => fileOf({ certificates: [] }))).toBe('pkcs12.malformed')
    expect(codeOf(() => fileOf({ privateKeyPkcs8: new Uint8Array(5) }))).toBe('private-key.malformed')
  })
})

describe('PEM', () => {
  test('is read as OpenSSL writes it, with text around it', () => {
    const text = openssl('x509 -inform der -in {c} -text', { c: authority.leaf.der }).text.replaceAll('\n', '\r\n')
    expect(readPem(text)).toEqual([{ label: 'CERTIFICATE', der: authority.leaf.der }])
    expect(openssl('x509 -noout -subject', {}, Buffer.from(writePem('CERTIFICATE', authority.leaf.der))).ok).toBe(true)
  })

  test.each([
    ['no block', 'hello'],
    ['a block that does not end', '-----BEGIN X-----\nAAAA\n'],
    ['another end', '-----BEGIN X-----\nAAAA\n-----END Y-----'],
    ['an end alone', '-----END X-----'],
    ['a block in a block', '-----BEGIN X-----\n-----BEGIN X-----\nAAAA\n-----END X-----'],
    ['an empty block', '-----BEGIN X-----\n-----END X-----'],
    ['what is not base64', '-----BEGIN X-----\nA*AA\n-----END X-----'],
    [
      'headers of old encryption',
      '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----',
    ],
    ['five megabytes', 'x'.repeat(5 * 1024 * 1024)],
  ])('is refused with %s', (_, text) => {
    expect(codeOf(() => readPem(text))).toBe('pem.malformed')
  })
})
