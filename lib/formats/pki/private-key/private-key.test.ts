import { createCipheriv, createHash, createHmac, createPrivateKey, pbkdf2Sync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testKey, testPkcs8, testSpki } from '../../../../test/vectors/keystore/authority.ts'
import { codeOf } from '../../../../test/vectors/keystore/code-of.ts'
import { cpuTime } from '../../../../test/vectors/keystore/cpu-time.ts'
import { openssl } from '../../../../test/vectors/keystore/openssl.ts'
import { concatBytes, fromHex, toHex } from '../../../core/bytes.ts'
import { seededRandom } from '../../../core/random.ts'
import { oid } from '../../der/oids.ts'
import { derInteger, derNull, derOctets, derOid, derSequence } from '../../der/write.ts'
import { decryptPrivateKey } from './decrypt.ts'
import { encryptPrivateKey } from './encrypt.ts'
import { pkcs12Kdf } from './pkcs12-kdf.ts'
import { decryptCbc, digest, encryptCbc, hmac, pbkdf2 } from './primitives.ts'
import { readRsaPrivateKey } from './rsa.ts'

const hex = (text: string) => fromHex(text) as Uint8Array

describe('the key derivation of PKCS#12 gives the published values', () => {
  test.each([
    ['smeg', '0a58cf64530d823f', 'key', 1, '8aaae6297b6cb04642ab5b077851284eb7128f1a2a7fbca3'],
    ['smeg', '0a58cf64530d823f', 'iv', 1, '79993dfe048d3b76'],
    ['smeg', '642b99ab44fb4b1f', 'key', 1, 'f3a95fec48d7711e985cfe67908c5ab79fa3d7c5caa5d966'],
    ['smeg', '642b99ab44fb4b1f', 'iv', 1, 'c0a38d64a79bea1d'],
    ['smeg', '3d83c0e4546ac140', 'mac', 1, '8d967d88f6caa9d714800ab3d48051d63f73a312'],
    ['queeg', '05dec959acff72f7', 'key', 1000, 'ed2034e36328830ff09df1e1a07dd357185dac0d4f9eb3d4'],
    ['queeg', '05dec959acff72f7', 'iv', 1000, '11dedad7758d4860'],
    ['queeg', '1682c0fc5b3f7ec5', 'key', 1000, '483dd6e919d7de2e8e648ba8f862f3fbfbdc2bcb2c02957f'],
    ['queeg', '1682c0fc5b3f7ec5', 'iv', 1000, '9d461d1b00355c50'],
    ['queeg', '263216fcc2fab31c', 'mac', 1000, '5ec4c7a80df652294c3925b6489a7ab857c83476'],
  ] as const)('%s, %s, %s, %d rounds', (password, salt, purpose, rounds, expected) => {
    const length = expected.length / 2
    const derived = pkcs12Kdf({ digest: 'sha1', purpose, password, salt: hex(salt), rounds, length })
    expect(toHex(derived)).toBe(expected)
  })

  test.each(['sha1', 'sha256', 'sha512'] as const)('and those of OpenSSL with %s, over several blocks', (name) => {
    const password = 'Pässword1!'
    const bmp = Buffer.concat([Buffer.from(password, 'utf16le').swap16(), Buffer.alloc(2)]).toString('hex')
    const { text } = openssl(
      `kdf -keylen 150 -kdfopt digest:${name} -kdfopt hexpass:${bmp} -kdfopt hexsalt:0102030405060708 -kdfopt iter:33 -kdfopt id:1 PKCS12KDF`,
    )
    const salt = hex('0102030405060708')
    const derived = pkcs12Kdf({ digest: name, purpose: 'key', password, salt, rounds: 33, length: 150 })
    expect(toHex(derived)).toBe(text.trim().replaceAll(':', '').toLowerCase())
  })
})

describe('the primitives agree with Node', () => {
  test('digest, HMAC, PBKDF2', () => {
    const bytes = fc.uint8Array({ maxLength: 300 })
    fc.assert(
      fc.property(bytes, bytes, fc.constantFrom('sha1', 'sha256', 'sha384', 'sha512'), (key, data, name) => {
        expect(toHex(digest(name, key, data))).toBe(createHash(name).update(key).update(data).digest('hex'))
        expect(toHex(hmac(name, key, data))).toBe(createHmac(name, key).update(data).digest('hex'))
        expect(toHex(pbkdf2(name, key, data, 3, 40))).toBe(pbkdf2Sync(key, data, 3, 40, name).toString('hex'))
      }),
      { numRuns: 60 },
    )
  })

  test('AES and triple DES, both ways', () => {
    const ofLength = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
    fc.assert(
      fc.property(ofLength(32), ofLength(16), fc.uint8Array({ maxLength: 100 }), (key, iv, clear) => {
        for (const [mine, name, size, block] of [
          ['aes', 'aes-256-cbc', 32, 16],
          ['aes', 'aes-128-cbc', 16, 16],
          ['3des', 'des-ede3-cbc', 24, 8],
        ] as const) {
          const judge = createCipheriv(name, key.subarray(0, size), iv.subarray(0, block))
          const sealed = Buffer.concat([judge.update(clear), judge.final()])
          expect(toHex(encryptCbc(mine, key.subarray(0, size), iv.subarray(0, block), clear))).toBe(
            sealed.toString('hex'),
          )
          const opened = decryptCbc(mine, key.subarray(0, size), iv.subarray(0, block), sealed)
          expect(toHex(opened as Uint8Array)).toBe(toHex(clear))
        }
      }),
      { numRuns: 60 },
    )
  })

  test('a padding is checked in each of its bytes', () => {
    const [key, iv] = [new Uint8Array(16), new Uint8Array(16)]
    const raw = (clear: Uint8Array) => {
      const judge = createCipheriv('aes-128-cbc', key, iv).setAutoPadding(false)
      return Buffer.concat([judge.update(clear), judge.final()])
    }
    const block = (...end: number[]) => concatBytes(new Uint8Array(16 - end.length).fill(9), Uint8Array.from(end))
    expect(decryptCbc('aes', key, iv, raw(block(3, 3, 3)))).toHaveLength(13)
    for (const end of [[0], [17], [2, 3, 3], [3, 2, 3], [255]]) {
      expect(decryptCbc('aes', key, iv, raw(block(...end)))).toBeUndefined()
    }
    expect(decryptCbc('aes', key, iv, new Uint8Array())).toBeUndefined()
    expect(decryptCbc('aes', key, iv, new Uint8Array(15))).toBeUndefined()
  })
})

describe('a private key', () => {
  test('is read with its public key', () => {
    for (const name of ['root', 'sub', 'leaf'] as const) {
      const key = readRsaPrivateKey(testPkcs8(name))
      expect(toHex(key.spki)).toBe(toHex(testSpki(name)))
      expect(toHex(key.pkcs8)).toBe(toHex(testPkcs8(name)))
    }
    expect(readRsaPrivateKey(testPkcs8('root')).modulusBits).toBe(4096)
  })

  test('may have the few zero bytes behind it that old software leaves, and loses them', () => {
    const padded = concatBytes(testPkcs8('leaf'), new Uint8Array(6))
    expect(toHex(readRsaPrivateKey(padded).pkcs8)).toBe(toHex(testPkcs8('leaf')))
  })

  test.each<[string, () => Uint8Array]>([
    ['no bytes', () => new Uint8Array()],
    ['a cut', () => testPkcs8('leaf').subarray(0, 900)],
    ['other bytes behind it', () => concatBytes(testPkcs8('leaf'), Uint8Array.of(1))],
    ['many zero bytes behind it', () => concatBytes(testPkcs8('leaf'), new Uint8Array(17))],
    [
      'a changed number',
      () => {
        const bent = Uint8Array.from(testPkcs8('leaf'))
        bent[600] = (bent[600] as number) ^ 1
        return bent
      },
    ],
    ['the old form without PKCS#8', () => testKey('leaf').export({ format: 'der', type: 'pkcs1' })],
    [
      'a key on a curve',
      () =>
        createPrivateKey(openssl('ecparam -name prime256v1 -genkey -noout').out).export({
          format: 'der',
          type: 'pkcs8',
        }),
    ],
  ])('is refused as %s', (_, make) => {
    expect(codeOf(() => readRsaPrivateKey(make()))).toBe('private-key.malformed')
  })
})

describe('an encrypted private key', () => {
  const key = readRsaPrivateKey(testPkcs8('leaf'))
  const random = seededRandom(11)
  const salt = random.bytes(20)

  test('made here is opened by OpenSSL', () => {
    const password = "Pass'word1!"
    const old = encryptPrivateKey(key, password, { scheme: 'pbes1-3des', salt, rounds: 1024 })
    const now = encryptPrivateKey(key, password, { scheme: 'pbes2-aes256', salt, rounds: 5000, random })
    for (const [sealed, legacy] of [
      [old, '-provider legacy '],
      [now, ''],
    ] as const) {
      const judged = openssl(`pkcs8 ${legacy}-provider default -inform der -in {k} -passin file:{p}`, {
        k: sealed,
        p: password,
      })
      expect(createPrivateKey(judged.out).equals(testKey('leaf'))).toBe(true)
    }
  })

  test.each([
    '-provider legacy -provider default -v1 PBE-SHA1-3DES -iter 1024',
    '-provider legacy -provider default -v1 PBE-SHA1-3DES -iter 1',
    '-v2 aes-128-cbc -v2prf hmacWithSHA1',
    '-v2 aes-256-cbc -v2prf hmacWithSHA256',
    '-v2 aes-192-cbc -v2prf hmacWithSHA384',
    '-v2 aes-256-cbc -v2prf hmacWithSHA512 -iter 20000',
    '-v2 des3 -v2prf hmacWithSHA256',
  ])('of OpenSSL is opened: %s', (options) => {
    const made = openssl(`pkcs8 -topk8 ${options} -inform der -in {k} -outform der -passout pass:Password1!`, {
      k: testPkcs8('leaf'),
    })
    expect(toHex(decryptPrivateKey(made.out, 'Password1!').pkcs8)).toBe(toHex(testPkcs8('leaf')))
    expect(codeOf(() => decryptPrivateKey(made.out, 'Password1?'))).toBe('private-key.wrong-password')
  })

  test('does not mistake noise with a lucky padding for a damaged key', () => {
    const sealed = encryptPrivateKey(key, 'i3-Oz0Z', {
      scheme: 'pbes1-3des',
      salt: seededRandom(11).bytes(20),
      rounds: 1,
    })
    const codes = new Set(
      Array.from({ length: 1_500 }, (_, at) => codeOf(() => decryptPrivateKey(sealed, `guess ${at}`))),
    )
    expect([...codes]).toEqual(['private-key.wrong-password'])
  })

  test('of any password comes back, and with no other', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.string({ maxLength: 40 }), (password, other) => {
        const sealed = encryptPrivateKey(key, password, { scheme: 'pbes1-3des', salt, rounds: 2 })
        expect(toHex(decryptPrivateKey(sealed, password).pkcs8)).toBe(toHex(key.pkcs8))
        if (other !== password) {
          expect(codeOf(() => decryptPrivateKey(sealed, other))).toBe('private-key.wrong-password')
        }
      }),
      { numRuns: 100 },
    )
  })

  const pbes1 = (rounds: number | bigint, saltBytes = new Uint8Array(8)) =>
    derSequence(derOid(oid.pbeSha1TripleDes), derSequence(derOctets(saltBytes), derInteger(rounds)))
  const pbes2 = (kdf: Uint8Array, cipher: Uint8Array) => derSequence(derOid(oid.pbes2), derSequence(kdf, cipher))
  const kdf = (...more: Uint8Array[]) =>
    derSequence(derOid(oid.pbkdf2), derSequence(derOctets(new Uint8Array(8)), ...more))
  const aes = derSequence(derOid(oid.aes256Cbc), derOctets(new Uint8Array(16)))

  test.each<[string, string, Uint8Array]>([
    ['a billion rounds', 'encryption-not-supported', pbes1(1_000_000_000)],
    ['a billion rounds of PBKDF2', 'encryption-not-supported', pbes2(kdf(derInteger(1_000_000_000)), aes)],
    ['more rounds than any machine makes', 'malformed', pbes1(2n ** 70n)],
    ['no rounds', 'malformed', pbes1(0)],
    ['fewer than no rounds', 'malformed', pbes1(-1)],
    ['no salt', 'malformed', pbes1(1, new Uint8Array())],
    ['a salt of 2 KB', 'malformed', pbes1(1, new Uint8Array(2048))],
    ['single DES', 'encryption-not-supported', derSequence(derOid('1.2.840.113549.1.5.10'), derNull())],
    ['scrypt', 'encryption-not-supported', pbes2(derSequence(derOid('1.3.6.1.4.1.11591.4.11')), aes)],
    [
      'an unknown cipher',
      'encryption-not-supported',
      pbes2(kdf(derInteger(1)), derSequence(derOid('1.2.3'), derOctets(new Uint8Array(8)))),
    ],
    [
      'an unknown hash',
      'encryption-not-supported',
      pbes2(kdf(derInteger(1), derSequence(derOid('1.2.3'), derNull())), aes),
    ],
    ['a wrong key length', 'malformed', pbes2(kdf(derInteger(1), derInteger(16)), aes)],
    [
      'a short vector',
      'malformed',
      pbes2(kdf(derInteger(1)), derSequence(derOid(oid.aes256Cbc), derOctets(new Uint8Array(8)))),
    ],
    ['no parameters', 'malformed', derSequence(derOid(oid.pbeSha1TripleDes))],
  ])('is refused with %s: %s', (_, code, algorithm) => {
    const started = cpuTime()
    const sealed = derSequence(algorithm, derOctets(new Uint8Array(64)))
    expect(codeOf(() => decryptPrivateKey(sealed, 'Password1!'))).toBe(`private-key.${code}`)
    expect(cpuTime() - started).toBeLessThan(500)
  })

  test.each([new Uint8Array(), Uint8Array.of(0x30, 0), new Uint8Array(40_000), testPkcs8('leaf')])(
    'is refused where it is none: %#',
    (bytes) => {
      expect(codeOf(() => decryptPrivateKey(bytes, 'x'))).toBe('private-key.malformed')
    },
  )
})
