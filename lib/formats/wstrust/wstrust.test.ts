import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex, utf8 } from '../../core/bytes.ts'
import { type Instant, instant, isoTime, minute, parseDateTime } from '../../core/clock.ts'
import { seededRandom } from '../../core/random.ts'
import { normaliseAddress } from '../../core/service-address.ts'
import { namespaces, parseXml, XmlFragment, xml } from '../xml/index.ts'
import {
  computedKey,
  faultText,
  readEnvelope,
  readFault,
  readTokenRequest,
  readTokenResponse,
  trustSubcode,
  writeFault,
  writeTokenRequest,
  writeTokenResponse,
} from './index.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const now = instant('2026-03-02T01:00:00Z')
const random = seededRandom(3)
const read = (content: string) => readTokenRequest(parseXml(utf8(content)).root)
const rst = (inside: string) =>
  `<w:RequestSecurityToken xmlns:w="${namespaces.wst13}" xmlns:u="${namespaces.wsu}">${inside}</w:RequestSecurityToken>`

test('our own request comes back as it was meant', () => {
  const claims = [
    { uri: 'urn:a', optional: true, value: undefined },
    { uri: 'urn:b', optional: false, value: 'x & <y>' },
  ]
  const lifetime = { created: now, expires: (now + 20 * minute) as Instant }
  const actAs = { id: 'r1', provider: '11000002568', client: '96312011219', softwareId: '0000123400' }
  const message = writeTokenRequest({
    to: 'https://sts.example/',
    appliesTo: 'https://rp.example/?a=1&b=2',
    certificate: random.bytes(500),
    privateKey,
    now,
    random,
    tokenType: 'saml1',
    keySize: 512,
    claims,
    lifetime,
    entropy: random.bytes(32),
    actAs,
  })
  const request = readTokenRequest(readEnvelope(parseXml(utf8(message))).content)
  expect(request).toMatchObject({
    keySize: 512,
    claims,
    lifetime,
    appliesTo: { address: 'https://rp.example/?a=1&b=2' },
    actAs: { provider: '11000002568', client: '96312011219', softwareId: '0000123400' },
  })
  expect(request.tokenType).toMatch(/SAMLV1.1$/)
  expect(request.entropy).toHaveLength(32)
})

describe('a request', () => {
  test('may leave out everything but its name', () => {
    expect(read(rst(''))).toMatchObject({ requestType: '', tokenType: undefined, claims: [], lifetime: undefined })
  })

  test('takes from SecondaryParameters only what it does not say itself', () => {
    const secondary =
      '<w:SecondaryParameters><w:KeySize>256</w:KeySize><w:KeyType>urn:k2</w:KeyType><w:RequestType>urn:typo</w:RequestType></w:SecondaryParameters>'
    const request = read(rst(`<w:KeyType>urn:k1</w:KeyType>${secondary}`))
    expect(request).toMatchObject({ keyType: 'urn:k1', keySize: 256, requestType: '' })
  })

  test('echoes AppliesTo in a form that can stand anywhere', () => {
    const applies = `<p:AppliesTo xmlns:p="${namespaces.wsp}" xmlns:a="${namespaces.wsa}"><a:EndpointReference><a:Address> https://x/ </a:Address></a:EndpointReference></p:AppliesTo>`
    const { appliesTo } = read(rst(applies))
    expect(appliesTo?.address).toBe('https://x/')
    expect(parseXml(utf8(appliesTo?.markup ?? '')).root.ns).toBe(namespaces.wsp)
  })

  test.each([
    ['a repeated KeyType', '<w:KeyType>a</w:KeyType><w:KeyType>b</w:KeyType>', 'xml.repeated-element'],
    ['a KeyType with an element', '<w:KeyType><x/></w:KeyType>', 'xml.unexpected-element'],
    ['a negative KeySize', '<w:KeySize>-1</w:KeySize>', 'mas.key-size'],
    ['a huge KeySize', '<w:KeySize>999999</w:KeySize>', 'mas.key-size'],
    ['a lifetime of words', '<w:Lifetime><u:Created>now</u:Created></w:Lifetime>', 'mas.lifetime'],
    ['entropy that is no base64', '<w:Entropy><w:BinarySecret>***</w:BinarySecret></w:Entropy>', 'mas.entropy'],
    [
      'a claim without a name',
      '<w:Claims><i:ClaimType xmlns:i="http://schemas.xmlsoap.org/ws/2005/05/identity"/></w:Claims>',
      'mas.claim-unknown',
    ],
    [
      'a claim in a foreign namespace',
      '<w:Claims><ClaimType xmlns="urn:x" Uri="urn:a"/></w:Claims>',
      'mas.claim-unknown',
    ],
    ['DelegateTo', '<w:DelegateTo/>', 'xml.unexpected-element'],
    ['ActAs of another version', '<w:ActAs/>', 'xml.unexpected-element'],
  ])('with %s is refused', (_name, inside, code) => {
    expect(() => read(rst(inside))).toThrow(code)
  })
})

describe('the computed key', () => {
  test('is what OpenSSL computes', () => {
    for (const length of [16, 20, 32, 64]) {
      const [client, server] = [random.bytes(32), random.bytes(24)]
      const output = execFileSync('openssl', [
        ...['kdf', '-keylen', String(length), '-kdfopt', 'digest:SHA1', '-kdfopt', `hexsecret:${toHex(client)}`],
        ...['-kdfopt', `hexseed:${toHex(server)}`, 'TLS1-PRF'],
      ])
      const expected = output.toString().trim().replaceAll(':', '').toLowerCase()
      expect(toHex(computedKey(client, server, length))).toBe(expected)
    }
  })
})

describe('a response', () => {
  const response = (changes = {}) =>
    parseXml(
      utf8(
        writeTokenResponse({
          ids: { message: 'm', timestamp: 't' },
          relatesTo: 'urn:uuid:<q>',
          now,
          version: 'saml2',
          token: xml`<x:Token xmlns:x="urn:x"/>`,
          assertionId: '_a1',
          appliesTo: `<p:AppliesTo xmlns:p="${namespaces.wsp}"/>`,
          proof: { secret: new Uint8Array(32).fill(7) },
          lifetime: { created: now, expires: (now + minute) as Instant },
          keySize: undefined,
          ...changes,
        }),
      ),
    )

  test('is read by our own client', () => {
    expect(readTokenResponse(response())).toMatchObject({
      token: '<x:Token xmlns:x="urn:x"></x:Token>',
      proofKey: new Uint8Array(32).fill(7),
      created: now,
      expires: now + minute,
    })
    expect(readTokenResponse(response({ proof: undefined })).proofKey).toBeUndefined()
  })

  test('with a computed key needs the entropy that the client sent', () => {
    const document = response({ proof: { serverEntropy: new Uint8Array(32).fill(8) } })
    const client = new Uint8Array(32).fill(9)
    const key = readTokenResponse(document, { client, keySize: 256 }).proofKey
    expect(key).toEqual(computedKey(client, new Uint8Array(32).fill(8), 32))
    expect(() => readTokenResponse(document)).toThrow('xml.unexpected-element')
  })

  test('that is a fault or something else is refused', () => {
    expect(() => readTokenResponse(parseXml(utf8('<a/>')))).toThrow('mas.not-soap12')
  })
})

describe('a fault', () => {
  test('comes back with its parts', () => {
    const text = faultText({ title: 'T', event: 'E2003', description: 'D [x].', advice: 'A\n\tb', trace: 'tid' })
    const fault = readFault(
      parseXml(
        utf8(
          writeFault({
            ids: { message: 'm', timestamp: 't' },
            relatesTo: undefined,
            now,
            side: 'receiver',
            subcode: trustSubcode('RequestFailed'),
            text,
            detail: XmlFragment.ofMarkup('<d/>'),
          }),
        ),
      ),
    )
    expect(fault).toEqual({
      code: 'Receiver',
      subcode: 'RequestFailed',
      text: 'T. Event Code: [E2003]. Event Description: [D (x).]. User Advice: [A b]. Trace: [tid].',
      event: 'E2003',
      description: 'D (x).',
      advice: 'A b',
      trace: 'tid',
    })
  })

  test('is not seen where there is none', () => {
    expect(readFault(parseXml(utf8('<a/>')))).toBeUndefined()
    expect(
      readFault(parseXml(utf8(`<s:Envelope xmlns:s="${namespaces.soap12}"><s:Body><Fault/></s:Body></s:Envelope>`))),
    ).toBeUndefined()
  })
})

describe('moments', () => {
  test.each([
    ['2026-03-02T01:00:00Z', '2026-03-02T01:00:00.000Z'],
    ['2026-03-02T01:00:00', '2026-03-02T01:00:00.000Z'],
    ['2026-03-02T11:00:00.1234567+10:00', '2026-03-02T01:00:00.123Z'],
    [' 2024-02-29T23:59:59.9Z ', '2024-02-29T23:59:59.900Z'],
  ])('%s is read', (text, expected) => {
    expect(isoTime(parseDateTime(text) as Instant)).toBe(expected)
  })

  test.each([
    '',
    'now',
    '2026-03-02',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-03-02T25:00:00Z',
    '2026-03-02 01:00:00Z',
    '2026-03-02T01:00:00z',
    '1772413200000',
    '2026-3-2T1:0:0Z',
  ])('"%s" is none', (text) => {
    expect(parseDateTime(text)).toBeUndefined()
  })

  test('what is written is read again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (ms) => {
        expect(parseDateTime(isoTime(ms as Instant))).toBe(ms)
      }),
    )
  })
})

test('addresses are compared without case and trailing slash', () => {
  expect(normaliseAddress(' HTTPS://Sbr.Gov.au/Services// ')).toBe('https://sbr.gov.au/services')
})
