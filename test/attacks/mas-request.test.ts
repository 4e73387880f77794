import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { day, type Instant, isoTime, minute, second } from '../../lib/core/clock.ts'
import type { ErrorCode } from '../../lib/core/errors/index.ts'
import { claimUris } from '../../lib/formats/saml/index.ts'
import type { TokenRequestToWrite } from '../../lib/formats/wstrust/index.ts'
import { expectRefused } from './mas-expect.ts'
import { by, clientAbn, faultOf, providerAbn, type TestService, testService, tokenOf } from './mas-world.ts'

let service: TestService
beforeAll(async () => {
  service = await testService()
})

beforeEach(() => {
  service.clock.advance(1000)
})

const claim = (uri: string, optional = false, value?: string) => ({ uri, optional, value })

/** Sends a request and expects the refusal. */
const expectRefusal = async (message: string | Uint8Array, code: ErrorCode, event: string) =>
  expectRefused(await service.answer(message), code, event)

describe('the request', () => {
  const body = (pattern: string | RegExp, replacement: string) => service.request().replace(pattern, replacement)
  test.each<[string, () => string, ErrorCode, string]>([
    [
      'is for a service that nobody knows',
      () => service.request({ appliesTo: 'https://unknown.example/' }),
      'mas.relying-party-unknown',
      'E2003',
    ],
    ['is for no service', () => body(/<wsp:AppliesTo.*<\/wsp:AppliesTo>/, ''), 'mas.applies-to-missing', 'E2003'],
    ['is for two services', () => body(/(<wsp:AppliesTo.*<\/wsp:AppliesTo>)/, '$1$1'), 'xml.repeated-element', 'E9000'],
    ['is a renewal', () => body('/Issue</t:RequestType>', '/Renew</t:RequestType>'), 'mas.request-type', 'E9030'],
    ['is a validation', () => body('/Issue</t:RequestType>', '/Validate</t:RequestType>'), 'mas.request-type', 'E9030'],
    ['has no type', () => body(/<t:RequestType>.*<\/t:RequestType>/, ''), 'mas.request-type', 'E9030'],
    ['is for another kind of token', () => body('#SAMLV2.0', '#Kerberos'), 'mas.token-type', 'E9031'],
    ['is for a bearer token', () => service.request({ keyType: 'bearer' }), 'mas.key-type', 'E9032'],
    ['is for a public key', () => service.request({ keyType: 'public' }), 'mas.key-type', 'E9032'],
    ['is for a key of 64 bits', () => service.request({ keySize: 64 }), 'mas.key-size', 'E9033'],
    ['is for a key of 4096 bits', () => service.request({ keySize: 4096 }), 'mas.key-size', 'E9033'],
    ['is for a key of half a byte more', () => service.request({ keySize: 260 }), 'mas.key-size', 'E9033'],
    [
      'is for a key of words',
      () => body('<t:KeyType>', '<t:KeySize>big</t:KeySize><t:KeyType>'),
      'mas.key-size',
      'E9033',
    ],
    [
      'speaks on behalf of somebody',
      () => body('<t:KeyType>', '<t:OnBehalfOf/><t:KeyType>'),
      'xml.unexpected-element',
      'E9000',
    ],
    ['is another element', () => body(/t:RequestSecurityToken\b/g, 't:Other'), 'xml.unexpected-element', 'E9000'],
    [
      'has claims in another dialect',
      () =>
        service
          .request({ claims: [] })
          .replace('Dialect="http://schemas.xmlsoap.org/ws/2005/05/identity"', 'Dialect="urn:other"'),
      'mas.claims-dialect',
      'E9034',
    ],
    [
      'demands an unknown claim',
      () => service.request({ claims: [claim('urn:shoe-size')] }),
      'mas.claim-unknown',
      'E2183',
    ],
    [
      'demands a claim by a word that objects have',
      () => service.request({ claims: [claim('constructor')] }),
      'mas.claim-unknown',
      'E2183',
    ],
    [
      'demands a claim that a machine has not',
      () => service.request({ claims: [claim(claimUris.emailAddress)] }),
      'mas.claim-unavailable',
      'E2182',
    ],
    [
      'demands another ABN',
      () => service.request({ claims: [claim(claimUris.abn, false, '51824753556')] }),
      'mas.claim-unavailable',
      'E2182',
    ],
    ['has too little entropy', () => service.request({ entropy: new Uint8Array(8) }), 'mas.entropy', 'E9036'],
    [
      'has encrypted entropy',
      () => service.request({ entropy: new Uint8Array(32) }).replace(/<t:BinarySecret.*<\/t:BinarySecret>/, '<x/>'),
      'mas.entropy',
      'E9036',
    ],
    [
      'wants another computation',
      () => service.request({ entropy: new Uint8Array(32) }).replace('/CK/PSHA1', '/CK/HASH'),
      'mas.computed-key',
      'E9037',
    ],
  ])('%s', async (_name, write, code, event) => {
    await expectRefusal(write(), code, event)
  })

  test('leaves out optional claims that it cannot have', async () => {
    const claims = [claim('urn:shoe-size', true), claim(claimUris.surname, true), claim(claimUris.abn, true, 'other')]
    const opened = service.open(tokenOf(await service.answer(service.request({ claims }))))
    expect([...opened.claims.keys()]).toEqual([claimUris.trace])
  })

  test('with no claims at all gets the usual ones', async () => {
    const opened = service.open(tokenOf(await service.answer(service.request())))
    expect(opened.claims.get(claimUris.subjectId)).toEqual(['ABRD:27809366375_USIMachine'])
    expect(opened.claims.get(claimUris.commonName)).toEqual(['USIMachine'])
  })

  const lifetime = (from: number, to: number): Partial<TokenRequestToWrite> => ({
    lifetime: { created: (service.clock.now() + from) as Instant, expires: (service.clock.now() + to) as Instant },
  })

  test.each([
    ['ends before it begins', 0, -minute],
    ['begins in an hour', 60 * minute, 90 * minute],
    ['is long over', -90 * minute, -60 * minute],
  ])('has a lifetime that %s', async (_name, from, to) => {
    await expectRefusal(service.request(lifetime(from, to)), 'mas.lifetime', 'E9035')
  })

  test('gets no longer lifetime than the service allows', async () => {
    const asked = { ...lifetime(0, day), appliesTo: 'https://open.example/service' }
    const issued = tokenOf(await service.answer(service.request(asked)))
    expect((issued.expires as Instant) - (issued.created as Instant)).toBe(60 * minute)
    const opened = service.open(issued, { audience: asked.appliesTo })
    expect(isoTime(opened.notOnOrAfter)).toBe(isoTime(issued.expires as Instant))
  })

  test('from a clock that is ahead gets an assertion that is valid now', async () => {
    const issued = tokenOf(await service.answer(service.request(lifetime(3 * minute, 33 * minute))))
    expect(issued.created).toBe(service.clock.now() + 3 * minute)
    expect(service.open(issued).notBefore).toBe(service.clock.now())
  })

  test('gets public key and bearer tokens where the service takes them', async () => {
    const appliesTo = 'https://open.example/service'
    const bound = tokenOf(await service.answer(service.request({ appliesTo, keyType: 'public' })))
    expect(bound.proofKey).toBeUndefined()
    const { confirmation } = service.open(bound, { audience: appliesTo })
    expect(confirmation).toEqual({
      method: 'certificate',
      certificate: new Uint8Array(service.machine.certificate.der),
    })
    service.clock.advance(second)
    const bearer = tokenOf(await service.answer(service.request({ appliesTo, keyType: 'bearer', tokenType: 'saml1' })))
    expect(service.open(bearer, { audience: appliesTo }).confirmation).toEqual({ method: 'bearer' })
  })

  test('names another key than the one that signed', async () => {
    const useKey = `<t:UseKey><x:X509Certificate xmlns:x="http://www.w3.org/2000/09/xmldsig#">${Buffer.from(service.provider.certificate.der).toString('base64')}</x:X509Certificate></t:UseKey><t:KeyType>`
    const message = service.request({ appliesTo: 'https://open.example/service', keyType: 'public' })
    await expectRefusal(message.replace('<t:KeyType>', useKey), 'mas.use-key', 'E9038')
  })
})

describe('the relationship of cloud software', () => {
  const relation = { id: 'r', provider: providerAbn, client: clientAbn, softwareId: '0000123400' }
  const provider = () => by(service.provider)

  test.each<[string, (message: string) => string, ErrorCode]>([
    ['is empty', (m) => m.replace(/(<t14:ActAs[^>]*>).*(<\/t14:ActAs>)/, '$1$2'), 'mas.act-as-malformed'],
    ['has another type', (m) => m.replace('OSPfor', 'Friend'), 'mas.act-as-malformed'],
    ['has no software ID', (m) => m.replace(/<v13:Attribute [^>]*>/, ''), 'mas.act-as-malformed'],
    ['has a short software ID', (m) => m.replace('0000123400', '123400'), 'mas.act-as-malformed'],
    ['has two software IDs', (m) => m.replace(/(<v13:Attribute [^>]*>)/, '$1$1'), 'mas.act-as-malformed'],
    ['has no second party', (m) => m.replace(/<v13:SecondParty[^>]*>/, ''), 'mas.act-as-malformed'],
    ['has a second party that is no ABN', (m) => m.replace(clientAbn, '12345678901'), 'mas.act-as-malformed'],
    ['has another scheme', (m) => m.replace('uri://abr.gov.au/ABN', 'uri://abr.gov.au/TFN'), 'mas.act-as-malformed'],
    [
      'says two things',
      (m) => m.replace('v13:Type="OSPfor"', 'v13:Type="OSPfor" Type="Friend"'),
      'mas.act-as-malformed',
    ],
    ['has no id', (m) => m.replace('v13:ID="r"', ''), 'mas.act-as-malformed'],
  ])('%s', async (_name, change, code) => {
    await expectRefusal(change(service.request({ ...provider(), actAs: relation })), code, 'E9040')
  })

  test('names another first party than the sender', async () => {
    await expectRefusal(service.request({ actAs: relation }), 'mas.act-as-first-party', 'E9041')
  })

  test('has no notification behind it', async () => {
    const before = service.relationship.decision
    service.relationship.decision = { allowed: false, reason: 'ended', sentence: 'The notification ended on 1 March.' }
    const answer = await expectRefusal(
      service.request({ ...provider(), actAs: relation }),
      'mas.act-as-not-notified',
      'E9042',
    )
    expect(faultOf(answer).description).toContain('The notification ended on 1 March.')
    service.relationship.decision = before
  })

  test('is for a service that has no cloud software', async () => {
    const request = service.request({ ...provider(), actAs: relation, appliesTo: 'https://open.example/service' })
    await expectRefusal(request, 'mas.act-as-not-offered', 'E9043')
  })
})
