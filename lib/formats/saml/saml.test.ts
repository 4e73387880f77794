import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { fromUtf8, utf8 } from '../../core/bytes.ts'
import { type Instant, instant, minute } from '../../core/clock.ts'
import { seededRandom, systemRandom } from '../../core/random.ts'
import { canonicalize, namespaces, parseXml, XmlFragment, xml } from '../xml/index.ts'
import { algorithms, signEnveloped } from '../xmldsig/index.ts'
import { encryptElement, encryptionAlgorithms } from '../xmlenc/index.ts'
import {
  type AssertionPolicy,
  type AssertionToWrite,
  claimUris,
  openToken,
  readAssertion,
  signerKeyInfo,
  writeAssertion,
} from './index.ts'

const sts = generateKeyPairSync('rsa', { modulusLength: 2048 })
const party = generateKeyPairSync('rsa', { modulusLength: 2048 })
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })
// Nothing here parses the signer's certificate: it only names the key.
const stsCertificate = seededRandom(1).bytes(900)
const now = instant('2026-03-02T01:00:00Z')
const secret = seededRandom(2).bytes(32)
const recipient = {
  publicKey: party.publicKey,
  keyTransport: encryptionAlgorithms.rsaOaepMgf1p,
  keyInfo: xml`<wsse:SecurityTokenReference xmlns:wsse="${namespaces.wsse}"><ds:X509Data><ds:X509IssuerSerial><ds:X509IssuerName>CN=A &amp; B</ds:X509IssuerName><ds:X509SerialNumber>12</ds:X509SerialNumber></ds:X509IssuerSerial></ds:X509Data></wsse:SecurityTokenReference>`,
}
const signer = { privateKey: sts.privateKey, keyInfo: signerKeyInfo(stsCertificate), hash: 'sha256' as const }
const audience = 'https://portal.usi.gov.au/service/v5/usiservice.svc'

const model = (changes: Partial<AssertionToWrite> = {}): AssertionToWrite => ({
  version: 'saml2',
  id: '_a1',
  issuer: 'https://sts.example/R3.0/S007v1.3/service.svc',
  issuedAt: now,
  authenticatedAt: now,
  notBefore: now,
  notOnOrAfter: (now + 30 * minute) as Instant,
  audience,
  subject: 'ABRD:27809366375_Machine',
  confirmation: { method: 'symmetric', secret, recipient },
  claims: [{ uri: claimUris.abn, values: ['27809366375'] }],
  ...changes,
})

const policy = (changes: Partial<AssertionPolicy> = {}): AssertionPolicy => ({
  signers: [{ certificate: stsCertificate, publicKey: sts.publicKey }],
  audiences: [audience],
  now,
  skew: 0,
  privateKey: party.privateKey,
  confirmations: ['symmetric'],
  ...changes,
})

const write = (changes?: Partial<AssertionToWrite>) => writeAssertion(model(changes), signer).markup
const read = (markup: string, changes?: Partial<AssertionPolicy>) =>
  readAssertion(parseXml(utf8(markup)), policy(changes))
const versions = ['saml2', 'saml1'] as const

describe.each(versions)('an assertion of %s', (version) => {
  test('is canonical as it is written, whatever its values', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((value) => isWritable(value))
    fc.assert(
      fc.property(text, text, fc.array(text, { maxLength: 3 }), (subject, address, values) => {
        const claims = [{ uri: claimUris.abn, values }]
        const { markup } = writeAssertion(model({ version, subject, audience: address, claims }), signer)
        expect(canonicalize(parseXml(utf8(markup)).root)).toBe(markup)
      }),
      { numRuns: 60 },
    )
  })

  test('comes back with everything that was put in', () => {
    const claims = [
      { uri: claimUris.abn, values: ['27809366375'] },
      { uri: claimUris.surname, values: ["O'Brien & <Söhne>\r\n", 'two'] },
    ]
    const opened = read(write({ version, claims }))
    expect(opened).toMatchObject({ version, id: '_a1', subject: 'ABRD:27809366375_Machine', audience, notBefore: now })
    expect([...opened.claims]).toEqual(claims.map(({ uri, values }) => [uri, values]))
    expect(opened.confirmation).toEqual({ method: 'symmetric', proofKey: Buffer.from(secret) })
  })

  test('binds a certificate or nobody where it is told to, and only then', () => {
    const certificate = seededRandom(3).bytes(300)
    const bound = write({ version, confirmation: { method: 'certificate', certificate } })
    expect(read(bound, { confirmations: ['certificate'] }).confirmation).toEqual({ method: 'certificate', certificate })
    expect(() => read(bound)).toThrow('saml.confirmation')
    const bearer = write({ version, confirmation: { method: 'bearer' } })
    expect(read(bearer, { confirmations: ['bearer'] }).confirmation).toEqual({ method: 'bearer' })
    expect(() => read(bearer)).toThrow('saml.confirmation')
  })

  test.each([
    ['a claim', (m: string) => m.replace('27809366375<', '11000002568<'), 'xmldsig.digest-mismatch'],
    ['the audience', (m: string) => m.replace('portal.usi', 'evil.usi'), 'xmldsig.digest-mismatch'],
    ['the end', (m: string) => m.replace(/NotOnOrAfter="2026/, 'NotOnOrAfter="2027'), 'xmldsig.digest-mismatch'],
    ['the signature', (m: string) => m.replace(/<ds:Signature .*<\/ds:Signature>/, ''), 'saml.not-signed'],
    [
      'the signature, doubled',
      (m: string) => m.replace(/(<ds:Signature .*<\/ds:Signature>)/, '$1$1'),
      'saml.not-signed',
    ],
    [
      'the value',
      (m: string) => m.replace(/SignatureValue>./, (all) => `${all.slice(0, -1)}${all.endsWith('A') ? 'B' : 'A'}`),
      'xmldsig.signature-mismatch',
    ],
  ])('that was changed in %s is refused', (_name, change, code) => {
    const markup = write({ version })
    expect(change(markup)).not.toBe(markup)
    expect(() => read(change(markup))).toThrow(code)
  })

  test('from somebody else is refused, with our certificate in it or not', () => {
    const other = { ...signer, privateKey: stranger.privateKey }
    expect(() => read(writeAssertion(model({ version }), other).markup)).toThrow('xmldsig.signature-mismatch')
    const named = { ...other, keyInfo: signerKeyInfo(seededRandom(9).bytes(100)) }
    expect(() => read(writeAssertion(model({ version }), named).markup)).toThrow('saml.unknown-issuer')
    expect(() => read(write({ version }), { signers: [] })).toThrow('saml.unknown-issuer')
  })

  test('is for its audience only, in any letter case', () => {
    expect(read(write({ version }), { audiences: [`${audience.toUpperCase()}/`] }).audience).toBe(audience)
    expect(() => read(write({ version }), { audiences: ['https://other.example/'] })).toThrow('saml.wrong-audience')
    expect(() => read(write({ version }), { audiences: [`${audience}x`, audience.slice(0, -1)] })).toThrow(
      'saml.wrong-audience',
    )
  })

  test('counts from its beginning to just before its end', () => {
    const at =
      (ms: number, skew = 0) =>
      () =>
        read(write({ version }), { now: (now + ms) as Instant, skew })
    expect(at(0)).not.toThrow()
    expect(at(30 * minute - 1)).not.toThrow()
    expect(at(30 * minute)).toThrow('saml.expired')
    expect(at(-1)).toThrow('saml.not-yet-valid')
    expect(at(-minute, minute)).not.toThrow()
    expect(at(31 * minute, minute)).toThrow('saml.expired')
  })

  test('of SHA-1 is taken only where that is allowed', () => {
    const markup = writeAssertion(model({ version }), { ...signer, hash: 'sha1' }).markup
    expect(() => read(markup)).toThrow('xmldsig.algorithm-not-allowed')
    expect(read(markup, { allowSha1: true }).id).toBe('_a1')
  })

  test('whose proof key is for somebody else tells nothing about it', () => {
    expect(() => read(write({ version }), { privateKey: stranger.privateKey })).toThrow('xmlenc.cannot-decrypt')
  })
})

describe('what a signer could have signed but no relying party may take', () => {
  const resign = (change: (markup: string) => string) => {
    const unsigned = write().replace(/<ds:Signature .*<\/ds:Signature>/, '')
    const changed = change(unsigned)
    expect(changed).not.toBe(unsigned)
    return signEnveloped(changed, {
      key: sts.privateKey,
      signatureAlgorithm: algorithms.rsaSha256,
      digestAlgorithm: algorithms.sha256,
      keyInfo: signer.keyInfo,
    }).markup
  }

  test.each([
    [
      'a condition that is not known',
      (m: string) => m.replace('<saml2:AudienceRestriction>', '<saml2:OneTimeUse/><saml2:AudienceRestriction>'),
      'saml.unknown-condition',
    ],
    [
      'no audience',
      (m: string) => m.replace(/<saml2:AudienceRestriction>.*<\/saml2:AudienceRestriction>/, ''),
      'saml.malformed',
    ],
    [
      'two audiences in two restrictions',
      (m: string) => m.replace(/(<saml2:AudienceRestriction>.*<\/saml2:AudienceRestriction>)/, '$1$1'),
      'saml.malformed',
    ],
    ['no conditions', (m: string) => m.replace(/<saml2:Conditions.*<\/saml2:Conditions>/, ''), 'saml.malformed'],
    ['no end', (m: string) => m.replace(/ NotOnOrAfter="[^"]*"/, ''), 'saml.malformed'],
    [
      'an end that is no date',
      (m: string) => m.replace(/ NotOnOrAfter="[^"]*"/, ' NotOnOrAfter="soon"'),
      'saml.malformed',
    ],
    ['no subject', (m: string) => m.replace(/<saml2:Subject>.*<\/saml2:Subject>/, ''), 'saml.malformed'],
    [
      'two confirmations',
      (m: string) => m.replace(/(<saml2:SubjectConfirmation .*<\/saml2:SubjectConfirmation>)/, '$1$1'),
      'saml.malformed',
    ],
    ['another confirmation', (m: string) => m.replace('cm:holder-of-key', 'cm:sender-vouches'), 'saml.confirmation'],
    ['a claim twice', (m: string) => m.replace(/(<saml2:Attribute .*<\/saml2:Attribute>)/, '$1$1'), 'saml.malformed'],
  ])('%s', (_name, change, code) => {
    expect(() => read(resign(change))).toThrow(code)
  })

  test('a signed assertion inside another one', () => {
    const inner = write()
    const wrapped = `<saml2:Assertion xmlns:saml2="${namespaces.saml2}" ID="_evil" Version="2.0"><saml2:Issuer>x</saml2:Issuer>${inner}</saml2:Assertion>`
    expect(() => read(wrapped)).toThrow('saml.not-signed')
    const moved = inner.replace(
      /<ds:Signature .*<\/ds:Signature>/,
      (signature) =>
        `${signature.replace('</ds:Signature>', `<ds:Object>${inner.replace(signature, '')}</ds:Object></ds:Signature>`)}`,
    )
    expect(() => read(moved.replace('ID="_a1"', 'ID="_b2"'))).toThrow(/xmldsig|saml/)
  })

  test('a document that is no assertion', () => {
    expect(() => read('<a/>')).toThrow('saml.malformed')
    expect(() => read(`<saml2:Assertion xmlns:saml2="${namespaces.saml1}"/>`)).toThrow('saml.not-signed')
  })
})

describe('a token', () => {
  const encrypt = (plaintext: string) =>
    encryptElement({
      plaintext,
      contentAlgorithm: encryptionAlgorithms.aes256Cbc,
      recipient,
      ids: { data: 'ED-1', key: 'EK-1' },
      random: systemRandom,
    }).markup
  const open = (markup: string, changes?: Partial<AssertionPolicy>) =>
    openToken(parseXml(utf8(markup)).root, policy(changes))

  test('opens with and without the wrapping of SAML 2.0', () => {
    const data = encrypt(write())
    expect(open(data).id).toBe('_a1')
    expect(open(`<x:EncryptedAssertion xmlns:x="${namespaces.saml2}">${data}</x:EncryptedAssertion>`).id).toBe('_a1')
  })

  test.each([
    ['something else', () => '<a/>', 'saml.malformed'],
    ['an empty wrapping', () => `<x:EncryptedAssertion xmlns:x="${namespaces.saml2}"/>`, 'saml.malformed'],
    ['another content', () => encrypt('hello'), 'xmlenc.cannot-decrypt'],
    [
      'an unsigned assertion',
      () => encrypt(write().replace(/<ds:Signature .*<\/ds:Signature>/, '')),
      'saml.not-signed',
    ],
    [
      'changed bytes',
      () =>
        encrypt(write()).replace(/(CipherValue>[^<]{300})./, (all, kept) => `${kept}${all.endsWith('A') ? 'B' : 'A'}`),
      'xmlenc.cannot-decrypt',
    ],
  ])('that is %s is refused', (_name, make, code) => {
    expect(() => open(make())).toThrow(code)
  })

  test('for another relying party is refused', () => {
    expect(() => open(encrypt(write()), { privateKey: stranger.privateKey })).toThrow('xmlenc.cannot-decrypt')
  })
})

describe('xmlsec1 as judge', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mandate-saml-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const xmlsec = (...words: string[]) => execFileSync('xmlsec1', words, { stdio: ['ignore', 'pipe', 'pipe'] })
  const publicKey = file('sts.pem', sts.publicKey.export({ type: 'spki', format: 'pem' }) as string)
  const privateKey = file('party.pem', party.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string)

  test.each(versions.flatMap((version) => (['sha256', 'sha1'] as const).map((hash) => [version, hash] as const)))(
    'verifies our signature on %s with %s, and no changed one',
    (version, hash) => {
      const { markup } = writeAssertion(model({ version }), { ...signer, hash })
      const id = version === 'saml2' ? 'ID' : 'AssertionID'
      const check = (name: string, content: string) =>
        xmlsec(
          '--verify',
          '--pubkey-pem',
          publicKey,
          '--enabled-key-data',
          'rsa',
          `--id-attr:${id}`,
          'Assertion',
          file(name, content),
        )
      check('good.xml', markup)
      expect(() => check('bad.xml', markup.replace('27809366375<', '11000002568<'))).toThrow()
    },
  )

  test('decrypts what we encrypt', () => {
    const { markup } = encryptElement({
      plaintext: write(),
      contentAlgorithm: encryptionAlgorithms.aes256Cbc,
      recipient: { ...recipient, keyInfo: undefined },
      ids: { data: 'ED-1', key: 'EK-1' },
      random: systemRandom,
    })
    const plain = xmlsec('--decrypt', '--privkey-pem', privateKey, file('encrypted.xml', markup))
    expect(fromUtf8(plain)).toContain('ID="_a1"')
  })
})

function isWritable(value: string): boolean {
  try {
    xml`<a>${value}</a>`
    return value.isWellFormed() && XmlFragment.is(xml`<a>${value}</a>`)
  } catch {
    return false
  }
}
