import { createPrivateKey } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { epoch, type TestAuthority, testAuthority, testPkcs8 } from '../../../../test/vectors/keystore/authority.ts'
import { codeOf } from '../../../../test/vectors/keystore/code-of.ts'
import { cpuTime } from '../../../../test/vectors/keystore/cpu-time.ts'
import { openssl } from '../../../../test/vectors/keystore/openssl.ts'
import { utf8 } from '../../../core/bytes.ts'
import { seededRandom } from '../../../core/random.ts'
import { writePem } from '../../pki/pem.ts'
import { writePkcs12 } from '../../pki/pkcs12/write.ts'
import type { NewKeystoreCredential } from '../keystore.ts'
import { openKeystore } from '../open.ts'
import { parseKeystorePassword } from '../password.ts'
import { sealKeystore } from '../seal.ts'
import { formatOfFile } from './format.ts'
import { openCredentialFile } from './open-any.ts'
import { writeCredentialPem } from './write-pem.ts'

let authority: TestAuthority
beforeAll(async () => {
  authority = await testAuthority()
})

const password = parseKeystorePassword('Correct-Horse7')
const random = seededRandom(5)
const credential = () => ({ certificates: authority.chain, privateKeyPkcs8: testPkcs8('leaf') })
const keystore = (credentials: readonly NewKeystoreCredential[] = [credential()]) =>
  sealKeystore({ credentials, password, random, now: epoch })
const pkcs12 = (encryption: 'modern' | 'legacy') =>
  writePkcs12({ ...credential(), friendlyName: 'USIMachine', password, encryption, random })

describe('a file with credentials', () => {
  test.each([
    ['a keystore', 'keystore', () => utf8(keystore())],
    ['PKCS#12 of today', 'pkcs12', () => pkcs12('modern')],
    ['PKCS#12 of old software', 'pkcs12', () => pkcs12('legacy')],
    ['PEM with an encrypted key', 'pem', () => utf8(writeCredentialPem(credential(), { password, random }))],
    ['PEM with a plain key', 'pem', () => utf8(writeCredentialPem(credential(), { password: undefined, random }))],
    [
      'PEM from openssl',
      'pem',
      () => openssl(`pkcs12 -in {f} -passin pass:${password} -nodes`, { f: pkcs12('modern') }).out,
    ],
    [
      'PEM with a key of PKCS#1, in another order',
      'pem',
      () =>
        utf8(
          [
            ...[...authority.chain].reverse().map((der) => writePem('CERTIFICATE', der)),
            createPrivateKey({ key: Buffer.from(testPkcs8('leaf')), format: 'der', type: 'pkcs8' }).export({
              format: 'pem',
              type: 'pkcs1',
            }),
          ].join(''),
        ),
    ],
  ])('is opened, and fits into a keystore again: %s', (_, format, make) => {
    const opened = openCredentialFile(make(), password)
    expect(opened.format).toBe(format)
    expect(opened.credentials).toMatchObject([{ certificates: authority.chain, privateKeyPkcs8: testPkcs8('leaf') }])
    expect(openKeystore(keystore(opened.credentials), password).credentials).toMatchObject([
      { id: 'ABRD:27809366375_USIMachine', abn: '27809366375', integrity: 'valid' },
    ])
  })

  test.each([
    ['wrong password of a keystore', 'keystore.wrong-password', () => utf8(keystore()), 'Wrong-Horse7'],
    ['wrong password of PKCS#12', 'pkcs12.wrong-password', () => pkcs12('modern'), 'Wrong-Horse7'],
    [
      'wrong password of PEM',
      'private-key.wrong-password',
      () => utf8(writeCredentialPem(credential(), { password, random })),
      'Wrong-Horse7',
    ],
    ['certificates alone', 'keystore.no-key', () => utf8(writePem('CERTIFICATE', authority.leaf.der)), password],
    [
      'a key alone',
      'keystore.key-without-certificate',
      () => utf8(writePem('PRIVATE KEY', testPkcs8('leaf'))),
      password,
    ],
    [
      'a key with the certificate of another',
      'keystore.key-without-certificate',
      () => utf8(writePem('PRIVATE KEY', testPkcs8('other')) + writePem('CERTIFICATE', authority.leaf.der)),
      password,
    ],
    ['a cut block', 'pem.malformed', () => utf8('-----BEGIN CERTIFICATE-----\nAAAA\n'), password],
    ['cut PKCS#12', 'pkcs12.malformed', () => pkcs12('modern').subarray(0, 900), password],
    ['nothing', 'keystore.not-xml', () => new Uint8Array(), password],
    ['a picture', 'keystore.not-xml', () => Uint8Array.of(0x89, 0x50, 0x4e, 0x47), password],
    ['a page', 'keystore.not-a-keystore', () => utf8('<html>-----BEGIN CERTIFICATE-----</html>'), password],
  ])('is refused: %s', (_, code, make, given) => {
    expect(codeOf(() => openCredentialFile(make(), given))).toBe(code)
  })

  test.each([
    ['PKCS#12', () => pkcs12('legacy')],
    ['PEM', () => utf8(writeCredentialPem(credential(), { password, random }))],
    ['a keystore', () => utf8(keystore())],
  ])(
    'whatever byte of %s is changed or cut, the answer is a credential or an error with a code, in bounded time',
    (_, make) => {
      const file = make()
      fc.assert(
        fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, mask, isCut) => {
          const bent = isCut ? file.slice(0, at) : Uint8Array.from(file)
          if (!isCut) bent[at] = (bent[at] as number) ^ mask
          const begun = cpuTime()
          const code = codeOf(() => openCredentialFile(bent, password))
          expect(code).toMatch(/^none$|^(keystore|pkcs12|pem|private-key|certificate)\./)
          expect(cpuTime() - begun).toBeLessThan(3_000)
        }),
        { numRuns: 40 },
      )
    },
  )

  test('is told by how it begins', () => {
    expect(formatOfFile(utf8('\ufeff  <credentialStore/>'))).toBe('keystore')
    expect(formatOfFile(utf8('Bag Attributes\n-----BEGIN PRIVATE KEY-----\n'))).toBe('pem')
    expect(formatOfFile(utf8('0123'))).toBe('keystore')
  })
})

describe('PEM that was written', () => {
  test('has its key encrypted, and openssl opens it with the password', () => {
    const text = writeCredentialPem(credential(), { password, random })
    expect(text).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----/)
    const { out } = openssl(`pkcs8 -in {f} -passin pass:${password}`, { f: text })
    const key = createPrivateKey(out)
    expect(key.export({ format: 'der', type: 'pkcs8' }).equals(testPkcs8('leaf'))).toBe(true)
  })
})
