import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  epoch,
  leafInput,
  type TestAuthority,
  testAuthority,
  testKey,
  testPki,
  testSpki,
} from '../../../../test/vectors/keystore/authority.ts'
import { codeOf, laterCodeOf } from '../../../../test/vectors/keystore/code-of.ts'
import { openssl } from '../../../../test/vectors/keystore/openssl.ts'
import { toHex } from '../../../core/bytes.ts'
import { type Instant, instant } from '../../../core/clock.ts'
import { readDer } from '../../der/read.ts'
import { readCertificate } from '../certificate/read.ts'
import { rsaSpki } from '../private-key/rsa.ts'
import { certificateProfile } from '../profile/profile.ts'
import { leafProfile, ocspSignerProfile, rootProfile, tlsServerProfile } from '../profile/profiles.ts'
import { validityFrom } from '../profile/validity.ts'
import { machineSubject } from '../request/create.ts'
import { type IssueInput, issueCertificate } from './issue.ts'
import { localSigner } from './signer.ts'

let authority: TestAuthority
beforeAll(async () => {
  authority = await testAuthority()
})

describe('issued certificates', () => {
  test('are accepted by OpenSSL under its strict rules', () => {
    const { root, sub, leaf } = authority
    const pem = (der: Uint8Array) => openssl('x509 -inform der', {}, der).out
    const files = { root: pem(root.der), sub: pem(sub.der), leaf: pem(leaf.der) }
    const time = Math.floor(epoch / 1000) + 60
    const { text } = openssl(`verify -x509_strict -attime ${time} -CAfile {root} -untrusted {sub} {leaf}`, files)
    expect(text).toMatch(/leaf: OK/)
  })

  test('look like a machine credential to the byte', () => {
    const { leaf } = authority
    const { text } = openssl('x509 -inform der -in {leaf} -noout -text -certopt no_pubkey,no_sigdump', {
      leaf: leaf.der,
    })
    const plain = text.replace(/[ \t]+$/gm, '').replace(/([0-9A-F]{2}:){3,}[0-9A-F]{2}/g, '(id)')
    expect(plain.slice(plain.indexOf('X509v3 extensions'))).toBe(`X509v3 extensions:
            X509v3 Basic Constraints: critical
                CA:FALSE
            X509v3 Authority Key Identifier:
                (id)
            X509v3 Subject Key Identifier:
                (id)
            X509v3 Key Usage: critical
                Digital Signature, Non Repudiation, Key Encipherment, Data Encipherment
            X509v3 Extended Key Usage:
                TLS Web Client Authentication, E-mail Protection
            X509v3 Certificate Policies:
                Policy: 1.3.6.1.4.1.32473.101.1.8.1
                  User Notice:

            X509v3 CRL Distribution Points:
                Full Name:
                  URI:http://localhost:3000/pki/crls/sub.crl
            Authority Information Access:
                OCSP - URI:http://localhost:3000/pki/ocsp
                CA Issuers - URI:http://localhost:3000/pki/sub.crt
`)
    const types = readDer(leaf.subject.der).children.map(({ children }) => children[0]?.children[1]?.tag)
    expect(types).toEqual([0x13, 0x0c, 0x0c, 0x13])
    expect(leaf.subject.attributes.map(({ name, value }) => `${name}=${value}`)).toEqual([
      'C=AU',
      'O=27809366375',
      'CN=USIMachine',
      'dnQualifier=ABR',
    ])
    expect(leaf.notAfter + 1000).toBe(Date.UTC(2027, 0, 1))
  })

  test('never claim to be a government', () => {
    for (const { subject } of [authority.root, authority.sub]) {
      expect(subject.text).toContain('O=Mandate Sandbox')
      expect(subject.text).not.toMatch(/taxation|government|\bATO\b/i)
    }
  })

  test('serve TLS with names and addresses', async () => {
    const profile = tlsServerProfile({ crlAddress: 'http://localhost:3000/pki/crls/sub.crl' })
    const der = await issueCertificate(
      leafInput(authority, {
        profile,
        subject: [{ name: 'CN', value: 'localhost' }],
        dnsNames: ['localhost', '*.mandate.test'],
        ipAddresses: ['127.0.0.1', '::1', '2001:db8::ff00:42'],
        ...validityFrom(epoch, profile),
      }),
    )
    const { text } = openssl('x509 -inform der -in {c} -noout -ext subjectAltName', { c: der })
    expect(text).toContain('DNS:localhost, DNS:*.mandate.test, IP Address:127.0.0.1')
    expect(text).toContain('IP Address:0:0:0:0:0:0:0:1, IP Address:2001:DB8:0:0:0:0:FF00:42')
  })

  test('sign for OCSP without being asked about themselves', async () => {
    const profile = ocspSignerProfile()
    const subject = [{ name: 'CN' as const, value: 'OCSP' }]
    const der = await issueCertificate(leafInput(authority, { profile, subject, ...validityFrom(epoch, profile) }))
    const read = readCertificate(der)
    expect(read.extensions.map(({ oid }) => oid)).toContain('1.3.6.1.5.5.7.48.1.5')
    expect(read.extendedKeyUsage).toEqual(['1.3.6.1.5.5.7.3.9'])
  })

  test('keep non-ASCII names and the 29th of February', async () => {
    const notBefore = instant('2028-02-29T10:00:00.750Z')
    const profile = leafProfile()
    const der = await issueCertificate(
      leafInput(authority, {
        profile,
        subject: machineSubject('27809366375' as never, 'Zoë’s Café №1'),
        ...validityFrom(notBefore, profile),
      }),
    )
    const read = readCertificate(der)
    expect(read.subject.text).toContain('CN=Zoë’s Café №1')
    expect(new Date(read.notBefore).toISOString()).toBe('2028-02-29T10:00:00.000Z')
    expect(new Date(read.notAfter).toISOString()).toBe('2030-03-01T09:59:59.000Z')
  })
})

describe('the lint refuses to sign', () => {
  const odd = (modulus: bigint, exponent = 65537n) => ({ publicKeySpki: rsaSpki(modulus, exponent) })
  const subjectWith = (change: Record<string, string>) => ({
    subject: machineSubject('27809366375' as never, 'USIMachine').map((part) => ({
      ...part,
      value: change[part.name] ?? part.value,
    })),
  })

  test.each<[string, string, Partial<IssueInput> | (() => Partial<IssueInput>)]>([
    ['a name that is too long', 'the CN of the subject is too long', subjectWith({ CN: 'x'.repeat(65) })],
    ['an empty name', 'the CN of the subject is empty or has outer spaces', subjectWith({ CN: '' })],
    ['a name with outer spaces', 'the CN of the subject is empty or has outer spaces', subjectWith({ CN: ' x' })],
    [
      'a name with a line break',
      'the encoded data has something else where a subject should be',
      subjectWith({ CN: 'a\nb' }),
    ],
    ['a name with half a surrogate pair', 'the CN has control characters', subjectWith({ CN: '\ud800x' })],
    ['an ABN that is none', 'the O of the subject must be an ABN', subjectWith({ O: '27809366376' })],
    ['another country', 'the C of the subject must be AU', subjectWith({ C: 'NZ' })],
    ['another qualifier', 'the dnQualifier of the subject must be ABR', subjectWith({ dnQualifier: 'ABC' })],
    ['a qualifier that is not printable', 'a text has forbidden characters', subjectWith({ dnQualifier: 'AB@' })],
    [
      'parts in another order',
      'the subject must have the parts C, O, CN, dnQualifier',
      { subject: machineSubject('27809366375' as never, 'x').reverse() },
    ],
    [
      'a missing part',
      'the subject must have the parts C, O, CN, dnQualifier',
      { subject: machineSubject('27809366375' as never, 'x').slice(0, 3) },
    ],
    [
      'a part too many',
      'the subject must have the parts C, O, CN, dnQualifier',
      { subject: [...machineSubject('27809366375' as never, 'x'), { name: 'OU', value: 'x' }] },
    ],
    [
      'a day more than two years',
      'it would be valid for more than 2 years',
      { notAfter: instant('2027-01-01T23:59:59Z') },
    ],
    ['the second too many', 'it would be valid for more than 2 years', { notAfter: instant('2027-01-01T00:00:00Z') }],
    [
      'less than the two years',
      'it must be valid for 2 years less one second',
      { notAfter: instant('2026-12-31T23:59:58Z') },
    ],
    [
      'parts of a second',
      'the validity is not in whole seconds',
      { notBefore: (epoch + 1) as Instant, notAfter: instant('2026-12-31T23:59:59Z') },
    ],
    ['an end before the beginning', 'it would end before it begins', { notAfter: (epoch - 1000) as Instant }],
    [
      'a certificate older than its issuer',
      'it would be older than its issuer',
      validityFrom((epoch - 1000) as Instant, { years: 2 }),
    ],
    [
      'a certificate that outlives its issuer',
      'it would outlive its issuer',
      validityFrom(instant('2034-06-01'), { years: 2 }),
    ],
    ['a key of 1024 bits', 'the key must have 2048 to 8192 bits', odd(2n ** 1023n + 1n)],
    ['a key of 2047 bits', 'the key must have 2048 to 8192 bits', odd(2n ** 2046n + 1n)],
    ['the exponent 3', 'the exponent of the key must be 65537', odd(2n ** 2047n + 1n, 3n)],
    [
      'a key on a curve',
      'the key is not an RSA key',
      () => ({
        publicKeySpki: generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
          format: 'der',
          type: 'spki',
        }),
      }),
    ],
    ['alternative names for a machine', 'it may not have alternative names', { dnsNames: ['example.com'] }],
    [
      'a server without names',
      'it needs alternative names',
      { profile: tlsServerProfile(), subject: [{ name: 'CN', value: 'x' }] },
    ],
    [
      'a server with a bad name',
      'the encoded data has something else where an address should be',
      { profile: tlsServerProfile(), subject: [{ name: 'CN', value: 'x' }], dnsNames: ['a b'] },
    ],
    [
      'a server with a bad address',
      '"300.1.1.1" is not an IP address',
      { profile: tlsServerProfile(), subject: [{ name: 'CN', value: 'x' }], ipAddresses: ['300.1.1.1'] },
    ],
    [
      'with the key of somebody else',
      'the signer has another key than the issuer',
      () => ({ issuer: { certificate: authority.sub, signer: localSigner(testKey('other')) } }),
    ],
    ['a leaf by itself', 'only a root may sign itself', () => ({ issuer: { signer: localSigner(testKey('leaf')) } })],
    [
      'a certificate by a leaf',
      'the issuer may not issue certificates',
      () => ({ issuer: { certificate: authority.leaf, signer: localSigner(testKey('leaf')) } }),
    ],
    [
      'an authority below the last one',
      'the issuer may not issue authorities',
      () => ({
        profile: testPki.profiles.sub,
        subject: testPki.subSubject,
        notAfter: validityFrom(epoch, testPki.profiles.sub).notAfter,
      }),
    ],
    [
      'a root by another',
      'a root must sign itself',
      () => ({
        profile: rootProfile(),
        subject: testPki.rootSubject,
        publicKeySpki: testSpki('root'),
        issuer: { certificate: authority.sub, signer: localSigner(testKey('sub')) },
      }),
    ],
    [
      'a root with another key than its own',
      'a root must be signed with its own key',
      () => ({
        profile: rootProfile(),
        subject: testPki.rootSubject,
        publicKeySpki: testSpki('root'),
        issuer: { signer: localSigner(testKey('sub')) },
      }),
    ],
    [
      'a root of 2048 bits',
      'the key must have 4096 to 8192 bits',
      () => ({
        profile: rootProfile(),
        subject: testPki.rootSubject,
        publicKeySpki: testSpki('sub'),
        issuer: { signer: localSigner(testKey('sub')) },
      }),
    ],
  ])('%s: %s', async (_, what, change) => {
    let signed = 0
    const input = leafInput(authority, typeof change === 'function' ? change() : change)
    const sign = () => {
      signed++
      return new Uint8Array()
    }
    const watched = { ...input, issuer: { ...input.issuer, signer: { ...input.issuer.signer, sign } } }
    await expect(issueCertificate(watched)).rejects.toMatchObject({
      code: 'certificate.breaks-profile',
      details: { what },
    })
    expect(signed).toBe(0)
  })

  test('and no wrong signature leaves', async () => {
    const signer = { ...localSigner(testKey('sub')), sign: localSigner(testKey('other')).sign }
    const input = leafInput(authority, { issuer: { certificate: authority.sub, signer } })
    expect(await laterCodeOf(() => issueCertificate(input))).toBe('certificate.signer-failed')
  })

  test('a signer needs a private RSA key', () => {
    const { privateKey } = generateKeyPairSync('ed25519')
    expect(() => localSigner(privateKey)).toThrow(TypeError)
  })
})

describe('a profile can not be made', () => {
  const sound = { ...leafProfile(), settings: {} }
  test.each<[string, Partial<Parameters<typeof certificateProfile>[0]>]>([
    ['without a key usage', { keyUsage: [] }],
    ['with keyCertSign for a leaf', { keyUsage: ['keyCertSign'] }],
    ['as an authority without keyCertSign', { ca: {} }],
    ['with a negative path length', { ca: { pathLength: -1 }, keyUsage: ['keyCertSign'] }],
    ['without a name', { subject: [{ name: 'O' }] }],
    ['for short keys', { minModulusBits: 1024 }],
    ['for no time', { years: 0 }],
    ['for half a year', { years: 0.5 }],
    ['for a century', { years: 100 }],
    ['with a bad policy', { settings: { policyOid: '1.2.x' } }],
    ['with a notice without a policy', { settings: { policyNotice: '' } }],
    ['with a long notice', { settings: { policyOid: '1.2.3', policyNotice: 'x'.repeat(201) } }],
    ['with an address that is no http address', { settings: { crlAddress: 'file:///etc/passwd' } }],
    ['with an address with a space', { settings: { ocspAddress: 'http://a b/' } }],
    ['with a purpose that is no identifier', { extendedKeyUsage: ['9.9.9'] }],
  ])('%s', (_, change) => {
    expect(codeOf(() => certificateProfile({ ...sound, ...change }))).toBe('certificate.illegal-profile')
  })

  test('and can not be changed afterwards', () => {
    const profile = leafProfile({ policyOid: '1.2.3' })
    expect(() => Object.assign(profile, { years: 50 })).toThrow(TypeError)
    expect(() => Object.assign(profile.settings, { policyOid: '1.2.4' })).toThrow(TypeError)
  })
})

test('the key identifier is that of OpenSSL', () => {
  const { text } = openssl('x509 -inform der -in {c} -noout -ext subjectKeyIdentifier', { c: authority.leaf.der })
  expect(text.replaceAll(':', '').toLowerCase()).toContain(toHex(authority.leaf.subjectKeyId as Uint8Array))
})
