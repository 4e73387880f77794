import { createPrivateKey } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  epoch,
  leafInput,
  type TestAuthority,
  testAbn,
  testAuthority,
  testKey,
  testPkcs8,
} from '../../../test/vectors/keystore/authority.ts'
import { handCredential, handIntegrity, handKeystore, handPassword } from '../../../test/vectors/keystore/by-hand.ts'
import { codeOf } from '../../../test/vectors/keystore/code-of.ts'
import { openssl } from '../../../test/vectors/keystore/openssl.ts'
import { concatBytes, toBase64, toHex, utf8 } from '../../core/bytes.ts'
import { hour, type Instant } from '../../core/clock.ts'
import { seededRandom } from '../../core/random.ts'
import { oid } from '../der/oids.ts'
import { derInteger, derOctets, derOid, derSequence, derSet } from '../der/write.ts'
import { issueCertificate } from '../pki/issue/issue.ts'
import { machineSubject } from '../pki/request/create.ts'
import { addToKeystore } from './add.ts'
import { changeKeystorePassword } from './change-password.ts'
import { keystoreFileName } from './name.ts'
import { openKeystore } from './open.ts'
import { parseKeystorePassword } from './password.ts'
import { checkKeystorePassword } from './password-rule.ts'
import { readKeystore } from './read.ts'
import { sealKeystore } from './seal.ts'

let authority: TestAuthority
/** Leafs for the same key under other names. */
let others: { name: string; chain: Uint8Array[] }[]
const now = (epoch + hour) as Instant
const password = parseKeystorePassword('Correct-Horse7')

beforeAll(async () => {
  authority = await testAuthority()
  others = await Promise.all(
    ['Zoë’s <till> & "co"', 'ab', '名前'].map(async (name) => ({
      name,
      chain: [
        await issueCertificate(leafInput(authority, { subject: machineSubject(testAbn, name) })),
        authority.sub.der,
        authority.root.der,
      ],
    })),
  )
})

const seal = (change: Partial<Parameters<typeof sealKeystore>[0]> = {}) =>
  sealKeystore({
    credentials: [{ certificates: authority.chain, privateKeyPkcs8: testPkcs8('leaf') }],
    password,
    random: seededRandom(1),
    now,
    ...change,
  })
/** Signed data as RAM writes it: indefinite lengths all over, an empty content, a signer. */
const streamedBundle = (chain: Uint8Array[]) => {
  const open = (tag: number, ...parts: Uint8Array[]) =>
    concatBytes(Uint8Array.of(tag, 0x80), ...parts, new Uint8Array(2))
  const sha256 = derSequence(derOid(oid.sha256))
  const issuer = derSequence(authority.root.subject.der, derInteger(5))
  const signer = derSequence(
    derInteger(1),
    issuer,
    sha256,
    derSequence(derOid(oid.rsaEncryption)),
    derOctets(new Uint8Array(256)),
  )
  const content = open(0x30, derOid(oid.cmsData), open(0xa0, open(0x24, derOctets(new Uint8Array()))))
  const signed = open(0x30, derInteger(1), derSet(sha256), content, open(0xa0, ...chain), derSet(signer))
  return open(0x30, derOid(oid.cmsSignedData), open(0xa0, signed))
}
const valueIn = (xml: string, name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(xml)?.[1] ?? ''
const attributeIn = (xml: string, name: string) => new RegExp(` ${name}="(.*?)"`).exec(xml)?.[1] ?? ''

describe('a sealed keystore', () => {
  test('says what its certificate says', () => {
    const [credential] = readKeystore(seal()).credentials
    expect(credential).toMatchObject({
      id: 'ABRD:27809366375_USIMachine',
      type: 'D',
      name1: 'USIMachine',
      name2: '',
      abn: '27809366375',
      legalName: 'USIMachine',
      personId: '',
      serialNumber: authority.leaf.serial.decimal,
      creationDate: '2025-01-01T01:00:00',
      notBefore: authority.leaf.notBefore,
      notAfter: authority.leaf.notAfter,
      integrity: 'valid',
    })
    expect(toHex(credential?.sha1Fingerprint as Uint8Array)).toBe(authority.leaf.fingerprints.sha1)
    expect(credential?.certificates.map(toHex)).toEqual(authority.chain.map(toHex))
    expect([credential?.leaf, credential?.sub, credential?.root].map((der) => toHex(der as Uint8Array))).toEqual(
      authority.chain.map(toHex),
    )
  })

  test('is written as the schema and the vendor’s library have it', () => {
    const xml = seal()
    expect(xml).toMatch(/^<\?xml version="1\.0" encoding="UTF-8" standalone="yes"\?>\n<credentialStore xmlns="[^"]+">/)
    expect([...xml.matchAll(/<(\w+)[ >]/g)].map(([, name]) => name)).toEqual([
      'credentialStore',
      'salt',
      'credentials',
      'credential',
      'name1',
      'name2',
      'abn',
      'legalName',
      'personId',
      'serialNumber',
      'creationDate',
      'notBefore',
      'notAfter',
      'sha1fingerprint',
      'publicCertificate',
      'protectedPrivateKey',
    ])
    expect(Buffer.from(valueIn(xml, 'salt'), 'base64')).toHaveLength(20)
    expect(Buffer.from(attributeIn(xml, 'credentialSalt'), 'base64')).toHaveLength(20)
    const key = openssl('asn1parse -inform der', {}, Buffer.from(valueIn(xml, 'protectedPrivateKey'), 'base64')).text
    expect(key).toContain('pbeWithSHA1And3-KeyTripleDES-CBC')
    expect(key).toMatch(/INTEGER +:0400/)
    expect(key).toContain(Buffer.from(attributeIn(xml, 'credentialSalt'), 'base64').toString('hex').toUpperCase())
  })

  test('gives its key and certificates to OpenSSL', () => {
    const xml = seal()
    const key = openssl('pkcs8 -provider legacy -provider default -inform der -in {k} -passin file:{p}', {
      k: Buffer.from(valueIn(xml, 'protectedPrivateKey'), 'base64'),
      p: password,
    })
    expect(createPrivateKey(key.out).equals(testKey('leaf'))).toBe(true)
    const bundle = Buffer.from(valueIn(xml, 'publicCertificate'), 'base64')
    const subjects = openssl('pkcs7 -inform der -print_certs -noout', {}, bundle).text
    expect(subjects.match(/^subject=.*$/gm)).toHaveLength(3)
    expect(subjects).toMatch(/^subject=.*27809366375.*USIMachine/)
  })

  test('has the check value that a second implementation computes', () => {
    const xml = seal({
      credentials: [{ certificates: others[0]?.chain as Uint8Array[], privateKeyPkcs8: testPkcs8('leaf') }],
    })
    const names = ['name1', 'name2', 'abn', 'legalName', 'personId', 'serialNumber']
    const bytes = ['sha1fingerprint', 'publicCertificate', 'protectedPrivateKey']
    const plain = (text: string) =>
      text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
    const credential = {
      attributes: { credentialType: 'D', id: plain(attributeIn(xml, 'id')) },
      elements: Object.fromEntries([...names, ...bytes].map((name) => [name, plain(valueIn(xml, name))])),
    }
    expect(attributeIn(xml, 'integrityValue')).toBe(handIntegrity(credential, attributeIn(xml, 'credentialSalt')))
  })

  test('opens to what went in, whatever it was', () => {
    const printable = fc.string({
      unit: fc.integer({ min: 33, max: 126 }).map((code) => String.fromCharCode(code)),
      maxLength: 20,
    })
    const legal = fc
      .string({ unit: 'grapheme', maxLength: 60 })
      .map((text) => text.toWellFormed().replace(/\p{C}/gu, ''))
    fc.assert(
      fc.property(printable, legal, fc.nat(), fc.nat(3), (tail, legalName, seed, pick) => {
        const chain = pick === 3 ? authority.chain : (others[pick]?.chain as Uint8Array[])
        const secret = parseKeystorePassword(`Aa1!Aa1!Aa${tail}`)
        const credential = { certificates: chain, privateKeyPkcs8: testPkcs8('leaf'), legalName }
        const xml = seal({ credentials: [credential], password: secret, random: seededRandom(seed) })
        const [opened] = openKeystore(utf8(xml), secret).credentials
        expect(toHex(opened?.privateKeyPkcs8 as Uint8Array)).toBe(toHex(testPkcs8('leaf')))
        expect(opened?.certificates.map(toHex)).toEqual(chain.map(toHex))
        expect(opened?.legalName).toBe(legalName)
        expect(codeOf(() => openKeystore(xml, `${secret}x`))).toBe('keystore.wrong-password')
      }),
      { numRuns: 12 },
    )
  })

  test('may hold several, of machines and of people', () => {
    const xml = seal({
      credentials: [
        { certificates: authority.chain, privateKeyPkcs8: testPkcs8('leaf') },
        {
          type: 'U',
          certificates: others[1]?.chain as Uint8Array[],
          privateKeyPkcs8: testPkcs8('leaf'),
          familyName: 'Doe',
          personId: '22140140',
        },
      ],
    })
    const opened = openKeystore(xml, password).credentials
    expect(opened.map(({ id, type, name2, personId }) => [id, type, name2, personId])).toEqual([
      ['ABRD:27809366375_USIMachine', 'D', '', ''],
      ['ABRP:27809366375_22140140', 'U', 'Doe', '22140140'],
    ])
  })

  test.each<[string, string, () => unknown]>([
    ['nothing in it', 'keystore.no-credentials', () => seal({ credentials: [] })],
    [
      'no certificates',
      'keystore.bad-certificates',
      () => seal({ credentials: [{ certificates: [], privateKeyPkcs8: testPkcs8('leaf') }] }),
    ],
    [
      'what is no certificate',
      'keystore.bad-certificates',
      () =>
        seal({
          credentials: [{ certificates: [...authority.chain, new Uint8Array(9)], privateKeyPkcs8: testPkcs8('leaf') }],
        }),
    ],
    [
      'the key of another',
      'keystore.key-mismatch',
      () => seal({ credentials: [{ certificates: authority.chain, privateKeyPkcs8: testPkcs8('other') }] }),
    ],
    [
      'a broken key',
      'keystore.bad-private-key',
      () => seal({ credentials: [{ certificates: authority.chain, privateKeyPkcs8: new Uint8Array(9) }] }),
    ],
    [
      'the same credential twice',
      'keystore.already-there',
      () => {
        const one = { certificates: authority.chain, privateKeyPkcs8: testPkcs8('leaf') }
        return seal({ credentials: [one, one] })
      },
    ],
  ])('is not made with %s', (_, code, make) => {
    expect(codeOf(make)).toBe(code)
  })
})

describe('a keystore of others is opened', () => {
  const opens = (file: string | Uint8Array) =>
    toHex(openKeystore(file, handPassword).credentials[0]?.privateKeyPkcs8 as Uint8Array) === toHex(testPkcs8('leaf'))
  const encrypted = (options: string) =>
    openssl(`pkcs8 -topk8 ${options} -inform der -in {k} -outform der -passout pass:${handPassword}`, {
      k: testPkcs8('leaf'),
    }).out

  test('as RAM writes it', () => {
    expect(opens(handKeystore([handCredential(authority)]))).toBe(true)
  })

  test('with a bundle in indefinite lengths, in pieces, with a signer', () => {
    const bundle = streamedBundle(authority.chain)
    expect(opens(handKeystore([handCredential(authority, { bundle })]))).toBe(true)
  })

  test.each([
    '-v2 aes-256-cbc -v2prf hmacWithSHA256',
    '-v2 aes-128-cbc -v2prf hmacWithSHA1',
    '-v2 aes-256-cbc -v2prf hmacWithSHA512',
    '-v2 des3 -v2prf hmacWithSHA256',
  ])('with PBES2: %s', (options) => {
    expect(opens(handKeystore([handCredential(authority, { encrypted: encrypted(options) })]))).toBe(true)
  })

  test('without a salt of its own, by the salt of the store', () => {
    const credential = handCredential(authority)
    const salt = toBase64(seededRandom(5).bytes(8))
    const without = { ...credential, attributes: { ...credential.attributes, credentialSalt: undefined } }
    const file = handKeystore([without], { salt })
    expect(readKeystore(file).credentials[0]?.integrity).toBe('valid')
    expect(opens(file)).toBe(true)
  })

  test('without a check value', () => {
    const file = handKeystore([handCredential(authority)], { integrity: 'absent' })
    expect(readKeystore(file).credentials[0]?.integrity).toBe('absent')
    expect(opens(file)).toBe(true)
  })

  test('without a salt of the store that nobody needs', () => {
    expect(opens(handKeystore([handCredential(authority)], { salt: '' }))).toBe(true)
  })

  test('with a byte order mark, CRLF, a prefix, wrapped base64, comments, elements in another order, extensions', () => {
    const credential = handCredential(authority)
    const wrapped = (credential.elements.publicCertificate as string).replace(/(.{76})/g, '$1\n')
    const elements = Object.entries({ ...credential.elements, publicCertificate: wrapped }).reverse()
    const file = handKeystore([{ ...credential, elements: Object.fromEntries(elements) }], {
      prefix: 'ns2',
      extra: '<!-- kept --><ns2:storeExtensions><other xmlns="urn:x">1</other></ns2:storeExtensions>',
    })
    expect(opens(`\ufeff${file.replaceAll('\n', '\r\n')}`)).toBe(true)
    expect(opens(utf8(`\ufeff${file.replaceAll('\n', '\r\n')}`))).toBe(true)
  })

  test('with an 8-byte salt as offline stores have it', () => {
    expect(opens(handKeystore([handCredential(authority, { salt: seededRandom(6).bytes(8) })]))).toBe(true)
  })

  test('with nothing in it: read, but not opened', () => {
    expect(readKeystore(handKeystore([])).credentials).toEqual([])
    expect(codeOf(() => openKeystore(handKeystore([]), handPassword))).toBe('keystore.no-credentials')
  })
})

describe('adding a credential', () => {
  const credential = () => ({ certificates: others[0]?.chain as Uint8Array[], privateKeyPkcs8: testPkcs8('leaf') })
  const options = { random: seededRandom(8), now }

  test.each<[string, string, { prefix?: string; extra?: string }]>([
    ['a plain file', '', {}],
    ['a file with a prefix and extensions', '', { prefix: 'k', extra: '<k:storeExtensions>x</k:storeExtensions>' }],
    ['a file with CRLF and a byte order mark', '\ufeff', {}],
  ])('to %s leaves what is in it as it was', (_, mark, how) => {
    const before = mark + handKeystore([handCredential(authority)], how).replaceAll('\n', mark === '' ? '\n' : '\r\n')
    const after = addToKeystore(before, handPassword, credential(), options)
    const opened = openKeystore(after, handPassword).credentials
    expect(opened.map(({ id }) => id)).toEqual(['ABRD:27809366375_USIMachine', `ABRD:27809366375_${others[0]?.name}`])
    expect(opened[0]).toEqual(openKeystore(before, handPassword).credentials[0])
    const own = before.replace('\ufeff', '').replaceAll('\r\n', '\n')
    const at = own.search(/\s*<\/(k:)?credentials>/)
    expect(after.startsWith(own.slice(0, at))).toBe(true)
    expect(after.endsWith(own.slice(own.indexOf('credentials>', at)))).toBe(true)
  })

  test('to an empty file asks for a password by the rule', () => {
    for (const empty of [
      handKeystore([]),
      handKeystore([]).replace(/<credentials>\s*<\/credentials>/, '<credentials/>'),
    ]) {
      const after = addToKeystore(empty, 'Str0ng-enough', credential(), options)
      expect(openKeystore(after, 'Str0ng-enough').credentials).toHaveLength(1)
      expect(codeOf(() => addToKeystore(empty, 'weak', credential(), options))).toBe('keystore.password-rule')
    }
  })

  test('that is there already is refused, or replaced where that is wanted', async () => {
    const renewed = await issueCertificate(leafInput(authority))
    const next = { certificates: [renewed, authority.sub.der], privateKeyPkcs8: testPkcs8('leaf') }
    const sound = handKeystore([handCredential(authority)])
    expect(codeOf(() => addToKeystore(sound, handPassword, next, options))).toBe('keystore.already-there')
    const replaced = addToKeystore(sound, handPassword, next, { ...options, replace: true })
    const opened = openKeystore(replaced, handPassword).credentials
    expect(opened).toHaveLength(1)
    expect(toHex(opened[0]?.leaf as Uint8Array)).toBe(toHex(renewed))
    expect(opened[0]?.root).toBeUndefined()
  })

  test('needs the password of the file', () => {
    const file = handKeystore([handCredential(authority)])
    expect(codeOf(() => addToKeystore(file, 'Wrong-pass-1', credential(), options))).toBe('keystore.wrong-password')
  })
})

describe('changing the password', () => {
  const options = { random: seededRandom(9) }
  const next = parseKeystorePassword('Another#Pass22')

  test('changes nothing else', () => {
    const extra = '<checkValue>AAAA</checkValue><storeExtensions>keep</storeExtensions>'
    const before = handKeystore([handCredential(authority)], { extra })
    const after = changeKeystorePassword(before, handPassword, next, options)
    const [was] = openKeystore(before, handPassword).credentials
    const [is] = openKeystore(after, next).credentials
    expect(is).toEqual(was)
    expect(codeOf(() => openKeystore(after, handPassword))).toBe('keystore.wrong-password')
    expect(after).toContain('<storeExtensions>keep</storeExtensions>')
    expect(after).not.toContain('checkValue')
    const bland = (xml: string) =>
      xml
        .replace(/(integrityValue|credentialSalt)="[^"]*"/g, '')
        .replace(/<protectedPrivateKey>[^<]*/, '')
        .replace(/<checkValue>.*<\/checkValue>/, '')
        .replace(/<credential [^>]*>/, (tag) => tag.split(/\s+/).sort().join(' '))
    expect(bland(after)).toBe(bland(before))
  })

  test('gives every credential its salt and check value, also where there was none', () => {
    const credential = handCredential(authority)
    const without = { ...credential, attributes: { ...credential.attributes, credentialSalt: undefined } }
    const after = changeKeystorePassword(handKeystore([without], { integrity: 'absent' }), handPassword, next, options)
    expect(readKeystore(after).credentials[0]?.integrity).toBe('valid')
    expect(attributeIn(after, 'credentialSalt')).toMatch(/^[A-Za-z0-9+/]{27}=$/)
    expect(openKeystore(after, next).credentials).toHaveLength(1)
  })

  test('needs the old one', () => {
    const file = handKeystore([handCredential(authority)])
    expect(codeOf(() => changeKeystorePassword(file, 'nope', next, options))).toBe('keystore.wrong-password')
    expect(codeOf(() => changeKeystorePassword(handKeystore([]), 'nope', next, options))).toBe(
      'keystore.no-credentials',
    )
  })
})

describe('the password rule', () => {
  test.each([
    ['Password1!', []],
    ['Password1', ['length', 'special']],
    ['password1!', ['upper']],
    ['PASSWORD1!', ['lower']],
    ['Password!!', ['digit']],
    ['Pass word1!', ['printable']],
    ['Pässword1!', ['printable']],
    ['Password1!\n', ['printable']],
    ['', ['length', 'upper', 'lower', 'digit', 'special', 'printable']],
    [`Aa1!${'x'.repeat(125)}`, ['limit']],
    [`Aa1!${'x'.repeat(124)}`, []],
  ])('of %j does not meet %j', (candidate, unmet) => {
    const checked = checkKeystorePassword(candidate)
    expect(checked.filter(({ met }) => !met).map(({ rule }) => rule.id)).toEqual(unmet)
    expect(codeOf(() => parseKeystorePassword(candidate))).toBe(unmet.length === 0 ? 'none' : 'keystore.password-rule')
  })

  test('never names the password in its error', () => {
    try {
      parseKeystorePassword('hunter2hunter2')
      expect.unreachable()
    } catch (error) {
      expect(JSON.stringify([error, String(error)])).not.toContain('hunter2')
    }
  })
})

describe('file names', () => {
  test.each([
    ['USI Machine', 'keystore_27809366375_USI-Machine_20250101-010000.xml'],
    ['../../etc/passwd', 'keystore_27809366375_etc-passwd_20250101-010000.xml'],
    ['Käfer\u0000\n', 'keystore_27809366375_Kafer_20250101-010000.xml'],
    ['名前', 'keystore_27809366375_credential_20250101-010000.xml'],
    ['con', 'keystore_27809366375_con_20250101-010000.xml'],
    ['x'.repeat(200), `keystore_27809366375_${'x'.repeat(60)}_20250101-010000.xml`],
  ])('for %j', (name, expected) => {
    expect(keystoreFileName({ abn: '27809366375', name, date: now })).toBe(expected)
  })

  test('differ from second to second', () => {
    const at = (date: number) => keystoreFileName({ abn: '27809366375', name: 'x', date: date as Instant })
    expect(at(now)).not.toBe(at(now + 1000))
  })
})
