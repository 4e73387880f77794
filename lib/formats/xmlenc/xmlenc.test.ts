import { createSecretKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { utf8 } from '../../core/bytes.ts'
import { type ErrorCode, MandateError } from '../../core/errors/index.ts'
import { seededRandom, systemRandom } from '../../core/random.ts'
import { attributeOf, namespaces, onlyChild, parseXml, type XmlElement, xml } from '../xml/index.ts'
import { algorithms } from '../xmldsig/index.ts'
import { contentAlgorithms, encryptionAlgorithms } from './algorithms.ts'
import {
  type DecryptionPolicy,
  decryptElement,
  decryptKey,
  decryptXml,
  encryptElement,
  encryptKey,
  type Recipient,
} from './index.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const other = generateKeyPairSync('rsa', { modulusLength: 2048 })

const everything: DecryptionPolicy = {
  contentAlgorithms: [...contentAlgorithms.keys()],
  keyTransports: [encryptionAlgorithms.rsaOaepMgf1p, encryptionAlgorithms.rsaOaep11],
  oaepDigests: [algorithms.sha1, algorithms.sha256, algorithms.sha384, algorithms.sha512],
}

const sha1: Recipient = { publicKey, keyTransport: encryptionAlgorithms.rsaOaepMgf1p }
const recipients: Recipient[] = [
  sha1,
  { publicKey, keyTransport: encryptionAlgorithms.rsaOaep11 },
  { publicKey, keyTransport: encryptionAlgorithms.rsaOaep11, digestAlgorithm: algorithms.sha1 },
  { publicKey, keyTransport: encryptionAlgorithms.rsaOaep11, digestAlgorithm: algorithms.sha512 },
]

function seal(plaintext: string | Uint8Array, contentAlgorithm: string, recipient = sha1): string {
  return encryptElement({
    plaintext,
    contentAlgorithm,
    recipient,
    ids: { data: 'ED-1', key: 'EK-1' },
    random: systemRandom,
  }).markup
}

const root = (text: string): XmlElement => parseXml(utf8(text)).root
const open = (text: string, key = privateKey, policy = everything) => decryptElement(root(text), key, policy)

function refusal(text: string, key?: KeyObject, policy?: DecryptionPolicy): ErrorCode | 'accepted' {
  try {
    open(text, key, policy)
    return 'accepted'
  } catch (error) {
    if (error instanceof MandateError) return error.code
    throw error
  }
}

describe('encryptElement and decryptElement', () => {
  it('bring any bytes there and back, by every cipher and transport', () => {
    const cases = fc.tuple(
      fc.uint8Array({ maxLength: 70 }),
      fc.constantFrom(...contentAlgorithms.keys()),
      fc.constantFrom(...recipients),
    )
    fc.assert(
      fc.property(cases, ([plaintext, cipher, recipient]) => {
        expect(open(seal(plaintext, cipher, recipient))).toEqual(new Uint8Array(plaintext))
      }),
      { numRuns: 60 },
    )
  })

  it('have the shape of the token service, with the key inside', () => {
    const keyInfo = xml`<w:SecurityTokenReference xmlns:w="${namespaces.wsse}"/>`
    const data = root(seal('<a/>', encryptionAlgorithms.aes256Cbc, { ...sha1, keyInfo }))
    const key = onlyChild(onlyChild(data, namespaces.ds, 'KeyInfo'), namespaces.xenc, 'EncryptedKey')
    const method = onlyChild(key, namespaces.xenc, 'EncryptionMethod')
    expect([attributeOf(data, '', 'Id'), attributeOf(data, '', 'Type'), attributeOf(key, '', 'Id')]).toEqual([
      'ED-1',
      encryptionAlgorithms.typeElement,
      'EK-1',
    ])
    expect(attributeOf(method, '', 'Algorithm')).toBe(encryptionAlgorithms.rsaOaepMgf1p)
    expect(attributeOf(onlyChild(method, namespaces.ds, 'DigestMethod'), '', 'Algorithm')).toBe(algorithms.sha1)
    onlyChild(onlyChild(key, namespaces.ds, 'KeyInfo'), namespaces.wsse, 'SecurityTokenReference')
  })

  it('never write the same twice', () => {
    const texts = new Set(
      Array.from({ length: 10 }, () => seal('x', encryptionAlgorithms.aes128Cbc).replace(/.*<xenc:CipherValue>/, '')),
    )
    expect(texts.size).toBe(10)
  })

  it('use the randomness that is given', () => {
    const cipherText = () =>
      encryptElement({
        plaintext: 'x',
        contentAlgorithm: encryptionAlgorithms.aes128Gcm,
        recipient: sha1,
        ids: { data: 'd', key: 'k' },
        random: seededRandom(5),
      }).markup.replace(/.*<xenc:CipherValue>/, '')
    expect(cipherText()).toBe(cipherText())
  })

  it('refuse algorithms that there are not', () => {
    expect(() => seal('x', 'http://www.w3.org/2001/04/xmlenc#tripledes-cbc')).toThrow('xmlenc.algorithm-not-allowed')
    for (const recipient of [
      { publicKey, keyTransport: 'http://www.w3.org/2001/04/xmlenc#rsa-1_5' },
      { ...sha1, digestAlgorithm: algorithms.sha256 },
      { ...sha1, digestAlgorithm: 'urn:x' },
    ]) {
      expect(() => seal('x', encryptionAlgorithms.aes128Gcm, recipient)).toThrow('xmlenc.algorithm-not-allowed')
    }
  })
})

describe('encryptKey and decryptKey', () => {
  it('bring a key there and back', () => {
    for (const recipient of recipients) {
      const secret = systemRandom.bytes(32)
      expect(decryptKey(root(encryptKey({ secret, recipient }).markup), privateKey, everything)).toEqual(
        Buffer.from(secret),
      )
    }
  })

  it('give one answer to every wrong ciphertext', () => {
    const text = encryptKey({ secret: Buffer.alloc(32), recipient: sha1 }).markup
    const withValue = (value: string) => text.replace(/(CipherValue>)[^<]*/, `$1${value}`)
    for (const wrong of [
      withValue('AAAA'),
      withValue(Buffer.alloc(256, 1).toString('base64')),
      withValue(Buffer.alloc(256, 255).toString('base64')),
    ]) {
      expect(() => decryptKey(root(wrong), privateKey, everything)).toThrow('xmlenc.cannot-decrypt')
    }
    expect(() => decryptKey(root(text), other.privateKey, everything)).toThrow('xmlenc.cannot-decrypt')
  })

  it('demand a private RSA key', () => {
    const element = root(encryptKey({ secret: Buffer.alloc(32), recipient: sha1 }).markup)
    expect(() => decryptKey(element, publicKey, everything)).toThrow(TypeError)
    expect(() => decryptKey(element, createSecretKey(Buffer.alloc(32)), everything)).toThrow(TypeError)
  })
})

describe('what is refused', () => {
  const sealed = seal('<a/>', encryptionAlgorithms.aes256Cbc)

  it.each<[ErrorCode, string, (text: string) => string]>([
    ['xmlenc.malformed', 'another element', (text) => text.replaceAll('EncryptedData', 'Other')],
    ['xmlenc.malformed', 'no method', (text) => text.replace(/<xenc:EncryptionMethod Algorithm="[^"]*"\/>/, '')],
    [
      'xmlenc.malformed',
      'a method without its name',
      (text) => text.replace(/(<xenc:EncryptionMethod) Algorithm="[^"]*"/, '$1'),
    ],
    [
      'xml.repeated-element',
      'two methods',
      (text) => text.replace(/<xenc:EncryptionMethod Algorithm="[^"]*"\/>/, '$&$&'),
    ],
    ['xmlenc.malformed', 'no KeyInfo', (text) => text.replace(/<ds:KeyInfo.*<\/ds:KeyInfo>/, '')],
    [
      'xml.repeated-element',
      'two KeyInfo',
      (text) => text.replace(/<ds:KeyInfo.*<\/ds:KeyInfo>/, (one) => one + one.replace('EK-1', 'EK-2')),
    ],
    ['xmlenc.malformed', 'an empty KeyInfo', (text) => text.replace(/(<ds:KeyInfo[^>]*>).*(<\/ds:KeyInfo>)/, '$1$2')],
    [
      'xml.repeated-element',
      'two keys',
      (text) => text.replace(/<xenc:EncryptedKey.*<\/xenc:EncryptedKey>/, (one) => one + one.replace('EK-1', 'EK-2')),
    ],
    [
      'xmlenc.malformed',
      'no CipherData',
      (text) => text.replace(/<xenc:CipherData>(?!.*<xenc:CipherData>).*<\/xenc:CipherData>/, ''),
    ],
    ['xmlenc.malformed', 'a reference to ciphertext', (text) => text.replaceAll('CipherValue', 'CipherReference')],
    [
      'xmlenc.malformed',
      'ciphertext and a reference',
      (text) => text.replace('</xenc:CipherValue>', '$&<xenc:CipherReference URI="http://localhost/"/>'),
    ],
    ['xmlenc.malformed', 'a comment in the ciphertext', (text) => text.replaceAll('<xenc:CipherValue>', '$&<!---->')],
    ['xmlenc.malformed', 'ciphertext that is not base64', (text) => text.replaceAll('<xenc:CipherValue>', '$&!')],
    ['xmlenc.algorithm-not-allowed', 'triple DES', (text) => text.replace('xmlenc#aes256-cbc', 'xmlenc#tripledes-cbc')],
    ['xmlenc.algorithm-not-allowed', 'PKCS#1 v1.5 transport', (text) => text.replace('rsa-oaep-mgf1p', 'rsa-1_5')],
    [
      'xmlenc.algorithm-not-allowed',
      'an unknown OAEP digest',
      (text) => text.replace('xmldsig#sha1', 'xmldsig-more#md5'),
    ],
    [
      'xmlenc.algorithm-not-allowed',
      'SHA-256 with the mask of SHA-1',
      (text) => text.replace(algorithms.sha1, algorithms.sha256),
    ],
  ])('%s: %s', (code, _, change) => {
    const changed = change(sealed)
    expect(changed).not.toBe(sealed)
    expect(refusal(changed)).toBe(code)
  })

  it('what the policy does not list', () => {
    expect(refusal(sealed, privateKey, { ...everything, contentAlgorithms: [encryptionAlgorithms.aes256Gcm] })).toBe(
      'xmlenc.algorithm-not-allowed',
    )
    expect(refusal(sealed, privateKey, { ...everything, keyTransports: [] })).toBe('xmlenc.algorithm-not-allowed')
    expect(refusal(sealed, privateKey, { ...everything, oaepDigests: [algorithms.sha256] })).toBe(
      'xmlenc.algorithm-not-allowed',
    )
    expect(refusal(sealed, privateKey, { ...everything, maxBytes: 255 })).toBe('xmlenc.too-large')
    expect(refusal(sealed, privateKey, { ...everything, maxBytes: 256 })).toBe('accepted')
  })

  it('the key of somebody else', () => {
    expect(refusal(sealed, other.privateKey)).toBe('xmlenc.cannot-decrypt')
  })

  it('a content key of the wrong length', () => {
    for (const bytes of [0, 16, 31, 33]) {
      const key = encryptKey({ secret: Buffer.alloc(bytes), recipient: sha1 }).markup
      expect(refusal(sealed.replace(/<xenc:EncryptedKey.*<\/xenc:EncryptedKey>/, key))).toBe('xmlenc.cannot-decrypt')
    }
  })
})

describe('decryptXml', () => {
  it('gives the document inside', () => {
    expect(
      decryptXml(root(seal('<a>\u00e9</a>', encryptionAlgorithms.aes128Cbc)), privateKey, everything).root.local,
    ).toBe('a')
  })

  it.each(['', 'text', '<a>', '<!DOCTYPE a><a/>', '<a/><b/>', '<?x y?><a/>'])(
    'has the one answer to %j',
    (plaintext) => {
      expect(() => decryptXml(root(seal(plaintext, encryptionAlgorithms.aes128Cbc)), privateKey, everything)).toThrow(
        'xmlenc.cannot-decrypt',
      )
    },
  )

  it('keeps to limits', () => {
    expect(() =>
      decryptXml(root(seal('<a><b/></a>', encryptionAlgorithms.aes128Cbc)), privateKey, everything, { depth: 1 }),
    ).toThrow('xmlenc.cannot-decrypt')
  })
})
