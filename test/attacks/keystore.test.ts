import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { utf8 } from '../../lib/core/bytes.ts'
import { oid } from '../../lib/formats/der/oids.ts'
import { derInteger, derNull, derOctets, derOid, derSequence } from '../../lib/formats/der/write.ts'
import { openKeystore } from '../../lib/formats/keystore/open.ts'
import { readKeystore } from '../../lib/formats/keystore/read.ts'
import { bundleCertificates } from '../../lib/formats/pki/cms/bundle.ts'
import { encryptPrivateKey } from '../../lib/formats/pki/private-key/encrypt.ts'
import { readRsaPrivateKey } from '../../lib/formats/pki/private-key/rsa.ts'
import { type TestAuthority, testAuthority, testPkcs8 } from '../vectors/keystore/authority.ts'
import { type HandCredential, handCredential, handKeystore, handPassword } from '../vectors/keystore/by-hand.ts'
import { codeOf } from '../vectors/keystore/code-of.ts'
import { cpuTime } from '../vectors/keystore/cpu-time.ts'

let authority: TestAuthority
let sound: HandCredential
beforeAll(async () => {
  authority = await testAuthority()
  sound = handCredential(authority)
})

type Bent = { attributes?: Record<string, string | undefined>; elements?: Record<string, string | undefined> }
const bent = (change: Bent): HandCredential => ({
  attributes: { ...sound.attributes, ...change.attributes },
  elements: { ...sound.elements, ...change.elements },
})
const file = (change: Bent, options: Parameters<typeof handKeystore>[1] = {}) => handKeystore([bent(change)], options)
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const letterChanged = (text: string) => (text.startsWith('A') ? `B${text.slice(1)}` : `A${text.slice(1)}`)
const code = (keystore: string | Uint8Array) => codeOf(() => openKeystore(keystore, handPassword))

describe('a damaged keystore is refused with the reason', () => {
  test('and the one that all others are bent from is not', () => {
    expect(code(file({}))).toBe('none')
  })

  describe('changed after it was made', () => {
    test.each(['name1', 'name2', 'abn', 'legalName', 'personId', 'serialNumber'])('%s', (name) => {
      const value = name === 'serialNumber' || name === 'abn' ? '123' : 'changed'
      const original = handKeystore([sound])
      const changed = original.replace(new RegExp(`<${name}>[^<]*<`), `<${name}>${value}<`)
      expect(changed).not.toBe(original)
      expect(code(changed)).toBe('keystore.integrity-mismatch')
    })

    test.each(['sha1fingerprint', 'publicCertificate', 'protectedPrivateKey'])('%s', (name) => {
      const value = sound.elements[name] as string
      const at = Math.floor(value.length / 2)
      const changed = value.slice(0, at) + (value[at] === 'A' ? 'B' : 'A') + value.slice(at + 1)
      expect(code(handKeystore([sound]).replace(value, changed))).toBe('keystore.integrity-mismatch')
    })

    test('id, type, salt and the check value itself', () => {
      const original = handKeystore([sound])
      const salt = sound.attributes.credentialSalt as string
      for (const changed of [
        original.replace('id="ABRD:', 'id="ABRP:'),
        original.replace('credentialType="D"', 'credentialType="U"'),
        original.replace(salt, letterChanged(salt)),
        original.replace(/integrityValue="./, (text) => text.slice(0, -1) + (text.endsWith('A') ? 'B' : 'A')),
      ]) {
        expect(changed).not.toBe(original)
        expect(code(changed)).toBe('keystore.integrity-mismatch')
      }
    })
  })

  describe('forged with a check value that fits', () => {
    test.each<[string, string, () => Bent]>([
      ['another name than the certificate', 'keystore.name-mismatch', () => ({ elements: { name1: 'Other' } })],
      ['another ABN than the certificate', 'keystore.abn-mismatch', () => ({ elements: { abn: '11000002568' } })],
      ['another serial number', 'keystore.serial-mismatch', () => ({ elements: { serialNumber: '88' } })],
      [
        'another fingerprint',
        'keystore.fingerprint-mismatch',
        () => ({ elements: { sha1fingerprint: base64(new Uint8Array(20)) } }),
      ],
      [
        'the Sub CA first',
        'keystore.fingerprint-mismatch',
        () => ({
          elements: { publicCertificate: base64(bundleCertificates([authority.sub.der, authority.leaf.der])) },
        }),
      ],
      [
        'the private key of another',
        'keystore.key-mismatch',
        () => ({
          elements: {
            protectedPrivateKey: base64(
              encryptPrivateKey(readRsaPrivateKey(testPkcs8('other')), handPassword, {
                scheme: 'pbes1-3des',
                salt: new Uint8Array(20),
                rounds: 1024,
              }),
            ),
          },
        }),
      ],
      [
        'a key that is not encrypted',
        'keystore.bad-private-key',
        () => ({ elements: { protectedPrivateKey: base64(testPkcs8('leaf')) } }),
      ],
      [
        'a key that is noise',
        'keystore.bad-private-key',
        () => ({ elements: { protectedPrivateKey: base64(new Uint8Array(500)) } }),
      ],
      [
        'no certificates in the bundle',
        'keystore.bad-certificates',
        () => ({ elements: { publicCertificate: base64(bundleCertificates([])) } }),
      ],
      [
        'a bundle that is noise',
        'keystore.bad-certificates',
        () => ({ elements: { publicCertificate: base64(new Uint8Array(500)) } }),
      ],
      [
        'a leaf that is noise',
        'keystore.bad-certificates',
        () => ({ elements: { publicCertificate: base64(bundleCertificates([derSequence(derNull())])) } }),
      ],
    ])('%s', (_, expected, change) => {
      expect(code(file(change()))).toBe(expected)
    })

    test('a number of rounds that would take a year', () => {
      const algorithm = derSequence(
        derOid(oid.pbeSha1TripleDes),
        derSequence(derOctets(new Uint8Array(8)), derInteger(2_000_000_000)),
      )
      const key = derSequence(algorithm, derOctets(new Uint8Array(800)))
      const started = cpuTime()
      expect(code(file({ elements: { protectedPrivateKey: base64(key) } }))).toBe('keystore.encryption-not-supported')
      expect(cpuTime() - started).toBeLessThan(1_000)
    })
  })

  describe('with a part missing', () => {
    test.each([
      'name1',
      'name2',
      'abn',
      'legalName',
      'personId',
      'serialNumber',
      'creationDate',
      'notBefore',
      'notAfter',
    ])('element %s', (name) => {
      expect(code(file({ elements: { [name]: undefined } }, { integrity: 'absent' }))).toBe('keystore.missing')
    })
    test.each(['sha1fingerprint', 'publicCertificate', 'protectedPrivateKey'])('element %s', (name) => {
      expect(code(file({ elements: { [name]: undefined } }, { integrity: 'absent' }))).toBe('keystore.missing')
    })
    test.each(['id', 'credentialType'])('attribute %s', (name) => {
      expect(code(file({ attributes: { [name]: undefined } }, { integrity: 'absent' }))).toBe('keystore.missing')
    })
    test('every salt', () => {
      const change = { attributes: { credentialSalt: undefined } }
      expect(code(file(change, { salt: '', integrity: 'absent' }))).toBe('keystore.missing')
    })
    test('the list of credentials', () => {
      const text = handKeystore([]).replace(/<credentials>\s*<\/credentials>/, '')
      expect(code(text)).toBe('keystore.missing')
    })
  })

  describe('with a value that can not be', () => {
    test.each<[string, string, Bent, Parameters<typeof handKeystore>[1]?]>([
      ['a type that is none', 'keystore.bad-value', { attributes: { credentialType: 'X' } }],
      ['an empty id', 'keystore.missing', { attributes: { id: '' } }],
      ['a salt that is not base64', 'keystore.bad-value', { attributes: { credentialSalt: 'a*b=' } }],
      ['an empty salt', 'keystore.bad-value', { attributes: { credentialSalt: '' } }],
      ['a store salt that is not base64', 'keystore.bad-store-salt', {}, { salt: '!' }],
      ['an empty check value', 'keystore.bad-value', {}, { integrity: '' }],
      ['a check value that is not base64', 'keystore.bad-value', {}, { integrity: '####' }],
      ['a short check value', 'keystore.integrity-mismatch', {}, { integrity: 'AAAA' }],
      ['a serial number in hexadecimal', 'keystore.bad-value', { elements: { serialNumber: '0xff' } }],
      ['no serial number', 'keystore.bad-value', { elements: { serialNumber: '' } }],
      ['a date that is none', 'keystore.bad-value', { elements: { notAfter: 'tomorrow' } }],
      ['the 13th month', 'keystore.bad-value', { elements: { creationDate: '2025-13-01T00:00:00' } }],
      ['an empty bundle', 'keystore.bad-value', { elements: { publicCertificate: '' } }],
      ['a bundle that is not base64', 'keystore.bad-value', { elements: { publicCertificate: '&lt;pem>' } }],
      ['a key that is not base64', 'keystore.bad-value', { elements: { protectedPrivateKey: 'A' } }],
      ['elements inside a value', 'keystore.not-a-keystore', { elements: { abn: '<b>27809366375</b>' } }],
    ])('%s', (_, expected, change, options = { integrity: 'absent' }) => {
      expect(code(file(change, options))).toBe(expected)
    })
  })

  describe('with something twice', () => {
    test('an element', () => {
      const text = file({}).replace('<abn>', '<abn>11000002568</abn><abn>')
      expect(code(text)).toBe('keystore.repeated')
    })
    test('a credential', () => {
      expect(code(handKeystore([sound, sound]))).toBe('keystore.repeated')
    })
    test('the list of credentials', () => {
      expect(code(handKeystore([sound]).replace('<credentials>', '<credentials></credentials><credentials>'))).toBe(
        'keystore.repeated',
      )
    })
    test('an attribute', () => {
      expect(code(handKeystore([sound]).replace('credentialType=', 'id="x" credentialType='))).toBe('keystore.not-xml')
    })
  })
})

describe('hostile XML is refused quickly', () => {
  const laughs = `<?xml version="1.0"?><!DOCTYPE k [<!ENTITY a "${'x'.repeat(100)}">${Array.from(
    { length: 9 },
    (_, at) => `<!ENTITY ${'abcdefghij'[at + 1]} "${`&${'abcdefghij'[at]};`.repeat(10)}">`,
  ).join('')}]><credentialStore>&j;</credentialStore>`

  test.each<[string, string, () => string | Uint8Array]>([
    ['nothing', 'keystore.not-xml', () => ''],
    ['text', 'keystore.not-xml', () => 'hello'],
    ['JSON', 'keystore.not-xml', () => '{"a":1}'],
    ['a PKCS#12 file', 'keystore.not-xml', () => testPkcs8('leaf')],
    ['a page of HTML', 'keystore.doctype', () => '<!DOCTYPE html><html></html>'],
    ['another XML file', 'keystore.not-a-keystore', () => '<project/>'],
    [
      'a keystore without its namespace',
      'keystore.not-a-keystore',
      () => '<credentialStore><credentials/></credentialStore>',
    ],
    ['a billion laughs', 'keystore.doctype', () => laughs],
    [
      'an external entity',
      'keystore.doctype',
      () => '<!DOCTYPE k [<!ENTITY x SYSTEM "file:///etc/passwd">]><credentialStore>&x;</credentialStore>',
    ],
    ['an entity of nobody', 'keystore.not-xml', () => handKeystore([sound]).replace('USIMachine<', '&x;<')],
    [
      'a processing instruction',
      'keystore.not-xml',
      () => `<?xml-stylesheet href="x"?>${handKeystore([sound]).slice(55)}`,
    ],
    ['a cut', 'keystore.not-xml', () => handKeystore([sound]).slice(0, -30)],
    ['a second root', 'keystore.not-xml', () => `${handKeystore([sound])}<x/>`],
    ['bytes that are not UTF-8', 'keystore.not-xml', () => Uint8Array.of(...utf8('<a>'), 0xff, ...utf8('</a>'))],
    ['UTF-16', 'keystore.not-xml', () => Buffer.from(`\ufeff${handKeystore([sound])}`, 'utf16le')],
    ['a zero byte', 'keystore.not-xml', () => '<a>\0</a>'],
    ['a million open elements', 'keystore.not-xml', () => '<a>'.repeat(500_000)],
    ['a hundred thousand elements', 'keystore.too-large', () => `<a>${'<b/>'.repeat(100_000)}</a>`],
    ['20 MB', 'keystore.too-large', () => new Uint8Array(20 * 1024 * 1024).fill(0x20)],
    [
      'a thousand attributes',
      'keystore.not-xml',
      () => `<a ${Array.from({ length: 1000 }, (_, at) => `a${at}=""`).join(' ')}/>`,
    ],
    [
      '101 credentials',
      'keystore.too-many-credentials',
      () => handKeystore([]).replace('<credentials>', `<credentials>${'<credential/>'.repeat(101)}`),
    ],
  ])('%s: %s', (_, expected, make) => {
    const input = make()
    const started = cpuTime()
    expect(code(input)).toBe(expected)
    expect(cpuTime() - started).toBeLessThan(1_500)
  })

  test('a hundred credentials that ask for the most work are read in bounded time', () => {
    const list = Array.from({ length: 100 }, (_, at) => bent({ attributes: { id: `ABRD:27809366375_${at}` } }))
    const text = handKeystore(list)
    const started = cpuTime()
    expect(codeOf(() => readKeystore(text))).toBe('none')
    expect(cpuTime() - started).toBeLessThan(8_000)
  })
})

test('whatever character is changed, the answer is a keystore or an error of keystores', () => {
  const text = handKeystore([sound])
  const character = fc.constantFrom(...'<>&"\'/A0 \n=\ufeff\u0000é')
  fc.assert(
    fc.property(fc.nat(text.length - 1), character, fc.nat(3), (at, put, cut) => {
      const changed = text.slice(0, at) + put + text.slice(at + cut)
      expect(codeOf(() => readKeystore(changed))).toMatch(/^(none|keystore\.[a-z-]+)$/)
    }),
    { numRuns: 300 },
  )
})

test('no error tells the password or the key', () => {
  for (const change of [{}, { elements: { protectedPrivateKey: base64(testPkcs8('leaf')) } }]) {
    try {
      openKeystore(file(change), 'hunter2-Secret!')
      expect.unreachable()
    } catch (error) {
      const told = JSON.stringify([String(error), (error as Error).stack, error, (error as Error).cause])
      expect(told).not.toContain('hunter2')
      expect(told).not.toContain(base64(testPkcs8('leaf')).slice(40, 80))
    }
  }
})
