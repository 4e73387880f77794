import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { day, type Instant, minute } from '../../lib/core/clock.ts'
import type { ErrorCode } from '../../lib/core/errors/index.ts'
import { clientB, clientC, signParts } from './mas-clients.ts'
import { expectRefused } from './mas-expect.ts'
import { endpoint, endpoint12, refusalOf, type TestService, testService, tokenOf, usiAddress } from './mas-world.ts'

let service: TestService
beforeAll(async () => {
  service = await testService()
})

beforeEach(() => {
  service.clock.advance(1000)
})

/** Sends a request and expects the refusal. */
const expectRefusal = async (message: string | Uint8Array, code: ErrorCode, event: string) =>
  expectRefused(await service.answer(message), code, event)

describe('the message', () => {
  test.each<[string, (message: string) => string, ErrorCode, string]>([
    ['is empty', () => '', 'xml.empty', 'E9000'],
    ['is not XML', () => 'hello', 'xml.malformed', 'E9000'],
    ['is cut off', (m) => m.slice(0, -20), 'xml.malformed', 'E9000'],
    ['has a DOCTYPE', (m) => `<!DOCTYPE x [<!ENTITY a "b">]>${m}`, 'xml.doctype', 'E9000'],
    ['has an entity of its own', (m) => m.replace(usiAddress, '&xxe;'), 'xml.unknown-entity', 'E9000'],
    ['has a processing instruction', (m) => `<?php x?>${m}`, 'xml.processing-instruction', 'E9000'],
    [
      'is SOAP 1.1',
      (m) => m.replaceAll('http://www.w3.org/2003/05/soap-envelope', 'http://schemas.xmlsoap.org/soap/envelope/'),
      'mas.not-soap12',
      'E9001',
    ],
    ['is no envelope', () => '<a/>', 'mas.not-soap12', 'E9001'],
    ['has no header', (m) => m.replace(/<s:Header>.*<\/s:Header>/s, ''), 'xml.missing-element', 'E9000'],
    ['has two headers', (m) => m.replace('<s:Body>', '<s:Header/><s:Body>'), 'xml.repeated-element', 'E9000'],
    [
      'has two bodies',
      (m) => m.replace('</s:Envelope>', '<s:Body><x/></s:Body></s:Envelope>'),
      'xml.repeated-element',
      'E9000',
    ],
    ['has an empty body', (m) => m.replace(/<s:Body>.*<\/s:Body>/s, '<s:Body/>'), 'xml.missing-element', 'E9000'],
    [
      'has two requests',
      (m) => m.replace('</s:Body>', '<t:RequestSecurityToken xmlns:t="x"/></s:Body>'),
      'xml.unexpected-element',
      'E9000',
    ],
    ['has no action', (m) => m.replace(/<a:Action.*?<\/a:Action>/, ''), 'xml.missing-element', 'E9000'],
    ['has two actions', (m) => m.replace(/(<a:Action.*?<\/a:Action>)/, '$1$1'), 'xml.repeated-element', 'E9000'],
    ['has another action', (m) => m.replace('/RST/Issue<', '/RST/Cancel<'), 'mas.action-unknown', 'E9003'],
    [
      'has a header that must be understood',
      (m) => m.replace('<a:Action', '<x:y xmlns:x="urn:x" s:mustUnderstand="true"/><a:Action'),
      'mas.must-understand',
      'E9002',
    ],
  ])('%s', async (_name, change, code, event) => {
    await expectRefusal(change(service.request()), code, event)
  })

  test('has a header for somebody else that must be understood', async () => {
    const header = '<x:y xmlns:x="urn:x" s:mustUnderstand="1" s:role="urn:somebody-else"/>'
    expect(refusalOf(await service.answer(service.request().replace('<a:Action', `${header}<a:Action`)))).toBe(
      'accepted',
    )
  })

  test('is larger than the limit', async () => {
    await expectRefusal(`${service.request()}${' '.repeat(256 * 1024)}`, 'xml.too-large', 'E9000')
  })

  test('is in another encoding', async () => {
    await expectRefusal(new Uint8Array(Buffer.from(service.request(), 'utf16le')), 'xml.not-utf8', 'E9000')
  })
})

describe('the security header', () => {
  const security = /<o:Security.*<\/o:Security>/s
  test.each<[string, (message: string) => string, ErrorCode, string]>([
    ['is missing', (m) => m.replace(security, ''), 'mas.security-missing', 'E9010'],
    [
      'is for another role',
      (m) => m.replace('<o:Security', '<o:Security s:role="urn:other"'),
      'mas.security-missing',
      'E9010',
    ],
    [
      'is there twice',
      (m) =>
        m.replace(
          security,
          (all) =>
            `${all}<o:Security xmlns:o="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"/>`,
        ),
      'xml.repeated-element',
      'E9000',
    ],
    ['has no Timestamp', (m) => m.replace(/<u:Timestamp.*<\/u:Timestamp>/s, ''), 'mas.timestamp-missing', 'E9011'],
    ['has no signature', (m) => m.replace(/<ds:Signature .*<\/ds:Signature>/s, ''), 'mas.signature-missing', 'E9015'],
    [
      'has two signatures',
      (m) => m.replace(/<ds:Signature .*<\/ds:Signature>/s, (all) => all + all),
      'xml.repeated-element',
      'E9000',
    ],
    [
      'has no certificate',
      (m) => m.replace(/<o:BinarySecurityToken.*<\/o:BinarySecurityToken>/s, ''),
      'mas.certificate-missing',
      'E2029',
    ],
    [
      'has two certificates',
      (m) => m.replace(/<o:BinarySecurityToken.*<\/o:BinarySecurityToken>/s, (all) => all + all.replace('uuid-', 'x-')),
      'xml.repeated-element',
      'E9000',
    ],
    [
      'has a certificate of another type',
      (m) => m.replace('#X509v3" Enc', '#X509PKIPathv1" Enc'),
      'mas.certificate-missing',
      'E2029',
    ],
    [
      'has a certificate that is no base64',
      (m) => m.replace(/(Base64Binary">)M/, '$1!'),
      'mas.certificate-missing',
      'E2029',
    ],
    [
      'has a certificate that is none',
      (m) => m.replace(/(Base64Binary">)[^<]*/, '$1AAAA'),
      'certificate.malformed',
      'E2029',
    ],
    ['does not name the certificate', (m) => m.replace(/URI="#uuid-/, 'URI="#other-'), 'mas.key-reference', 'E9018'],
    [
      'names the Timestamp as the certificate',
      (m) => m.replace(/URI="#uuid-[^"]*"/, 'URI="#_0"'),
      'mas.key-reference',
      'E9018',
    ],
    ['has no KeyInfo', (m) => m.replace(/<ds:KeyInfo>.*<\/ds:KeyInfo>/s, ''), 'mas.key-reference', 'E9018'],
    ['uses an identifier twice', (m) => m.replace('u:Id="_1"', 'u:Id="_0"'), 'xml.duplicate-id', 'E9000'],
  ])('%s', async (_name, change, code, event) => {
    await expectRefusal(change(service.request()), code, event)
  })
})

describe('the signature', () => {
  test.each<[string, (message: string) => string, ErrorCode, string]>([
    [
      'covers a Timestamp that was changed',
      (m) => m.replace(/(Expires>20)26/, '$127'),
      'xmldsig.digest-mismatch',
      'E9007',
    ],
    [
      'covers an address that was changed',
      (m) => m.replace(`>${endpoint}<`, `>${endpoint}x<`),
      'xmldsig.digest-mismatch',
      'E9007',
    ],
    [
      'has another value',
      (m) => m.replace(/(SignatureValue>)(.)/, (_a, b, c) => b + (c === 'A' ? 'B' : 'A')),
      'xmldsig.signature-mismatch',
      'E9007',
    ],
    [
      'has another digest',
      (m) => m.replace(/(DigestValue>)(.)/, (_a, b, c) => b + (c === 'A' ? 'B' : 'A')),
      'xmldsig.digest-mismatch',
      'E9007',
    ],
    [
      'says HMAC',
      (m) => m.replace('2001/04/xmldsig-more#rsa-sha256', '2000/09/xmldsig#hmac-sha1'),
      'xmldsig.algorithm-not-allowed',
      'E9007',
    ],
    [
      'says SHA-1',
      (m) => m.replace('2001/04/xmldsig-more#rsa-sha256', '2000/09/xmldsig#rsa-sha1'),
      'xmldsig.algorithm-not-allowed',
      'E9007',
    ],
    [
      'digests with SHA-1',
      (m) => m.replace('2001/04/xmlenc#sha256', '2000/09/xmldsig#sha1'),
      'xmldsig.algorithm-not-allowed',
      'E9007',
    ],
    [
      'asks for XPath',
      (m) =>
        m.replace(
          'xml-exc-c14n#"></ds:Transform>',
          'xml-exc-c14n#"></ds:Transform><ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"/>',
        ),
      'xmldsig.algorithm-not-allowed',
      'E9007',
    ],
    [
      'refers to the web',
      (m) => m.replace('URI="#_0"', 'URI="http://evil.example/"'),
      'xmldsig.reference-not-allowed',
      'E9007',
    ],
    ['refers to nothing', (m) => m.replace('URI="#_0"', 'URI="#gone"'), 'xmldsig.reference-not-found', 'E9007'],
    ['refers to the whole', (m) => m.replace('URI="#_0"', 'URI=""'), 'xmldsig.reference-not-allowed', 'E9007'],
  ])('%s', async (_name, change, code, event) => {
    await expectRefusal(change(service.request()), code, event)
  })

  test('was made by another key than that of the certificate', async () => {
    const stolen = service.request({ certificate: service.provider.certificate.der })
    await expectRefusal(stolen, 'xmldsig.signature-mismatch', 'E9007')
  })

  test('is SHA-1 at v1.3, and welcome at v1.2', async () => {
    await expectRefusal(service.request({ hash: 'sha1' }), 'xmldsig.algorithm-not-allowed', 'E9007')
    const old = await service.answer(service.request({ hash: 'sha1', to: endpoint12 }), 'S007v1.2')
    expect(service.open(tokenOf(old), { allowSha1: true }).version).toBe('saml2')
  })

  test('tells in the trace what was digested and what should have been', async () => {
    const message = service.request().replace(/(Expires>20)26/, '$127')
    const answer = await expectRefusal(message, 'xmldsig.digest-mismatch', 'E9007')
    const reference = answer.trace?.steps.find(({ facts }) => facts?.uri === '#_0')
    expect(reference?.facts?.canonical).toContain('Expires>2027-')
    expect(reference?.facts?.claimed).not.toBe(reference?.facts?.computed)
  })
})

describe('the address', () => {
  test.each([
    'https://evil.example/R3.0/S007v1.3/service.svc',
    'https://localhost:3443/R3.0/S007v1.2/service.svc',
    'https://localhost:3443/other',
    'ftp://localhost/R3.0/S007v1.3/service.svc',
    'nonsense',
  ])('signed as %s, is not ours', async (to) => {
    await expectRefusal(service.request({ to }), 'mas.wrong-address', 'E9019')
  })

  test.each([
    'https://LOCALHOST/r3.0/s007V1.3/Service.svc/',
    'https://softwareauthorisations.evte.ato.gov.au/R3.0/S007v1.3/service.svc',
    'https://localhost:3443/R3.0/vanguard/S007v1.3/Service.svc',
  ])('signed as %s, is ours', async (to) => {
    expect(refusalOf(await service.answer(service.request({ to })))).toBe('accepted')
  })

  test('is not looked at where it is not signed', async () => {
    const message = clientB({
      holder: service.machine,
      now: service.clock.now(),
      to: 'https://elsewhere.example/',
      appliesTo: usiAddress,
    })
    expect(refusalOf(await service.answer(message))).toBe('accepted')
  })
})

describe('the time', () => {
  const at = (ms: number) => ({ now: (service.clock.now() + ms) as Instant })
  // A message lives five minutes, and clocks may differ by five.
  test.each([
    ['ten minutes old', -10 * minute, 'mas.message-expired', 'E9013'],
    ['an hour old', -60 * minute, 'mas.message-expired', 'E9013'],
    ['just over five minutes ahead', 5 * minute + 1, 'mas.message-not-yet-valid', 'E9014'],
    ['a day ahead', day, 'mas.message-not-yet-valid', 'E9014'],
  ] as const)('is %s', async (_name, ms, code, event) => {
    await expectRefusal(service.request(at(ms)), code, event)
  })

  test.each([
    ['just under ten minutes old', -10 * minute + 1],
    ['five minutes ahead', 5 * minute],
  ])('may be %s', async (_name, ms) => {
    expect(refusalOf(await service.answer(service.request(at(ms))))).toBe('accepted')
  })

  test('is not stretched by a late Expires: ten minutes of life count at most', async () => {
    const { machine: holder, clock } = service
    const old = (clock.now() - 16 * minute) as Instant
    const message = clientC({ holder, now: old, to: endpoint, appliesTo: usiAddress })
    expect(refusalOf(await service.answer(message))).toBe('mas.message-expired')
  })

  test.each([
    ['without Created', /<u:Created>[^<]*<\/u:Created>/, '', 'mas.timestamp-invalid'],
    ['with a Created of words', /<u:Created>[^<]*</, '<u:Created>today<', 'mas.timestamp-invalid'],
    ['on a day that is none', /<u:Created>2026-03-0\d/, '<u:Created>2026-02-30', 'mas.timestamp-invalid'],
    ['that ends before it begins', /<u:Expires>2026/, '<u:Expires>2025', 'mas.timestamp-invalid'],
  ] as const)('is one %s', async (_name, pattern, replacement, code) => {
    // Changed before signing, so that the time itself is what is refused.
    const unsigned = service
      .request()
      .replace(/<ds:Signature .*<\/ds:Signature>/s, '')
      .replace(pattern, replacement)
    const tokenId = /u:Id="(uuid-[^"]*)"/.exec(unsigned)?.[1] as string
    const message = signParts(unsigned, service.machine.privateKey, { ids: ['_0'], tokenId })
    await expectRefusal(message, code, 'E9012')
  })
})
