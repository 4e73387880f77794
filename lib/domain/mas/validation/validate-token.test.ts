import { beforeAll, describe, expect, test } from 'vitest'
import {
  endpoint,
  endpoint12,
  type Holder,
  refusalOf,
  type TestService,
  testAuthority,
  testService,
  tokenOf,
} from '../../../../test/attacks/mas-world.ts'
import { utf8 } from '../../../core/bytes.ts'
import { day, type Instant, minute } from '../../../core/clock.ts'
import { systemRandom, uuid } from '../../../core/random.ts'
import { type IssuedToken, statusCodes, writeValidateRequest } from '../../../formats/wstrust/index.ts'
import { childOf, descendants, namespaces, parseXml, textOf, XmlFragment } from '../../../formats/xml/index.ts'
import { algorithms } from '../../../formats/xmldsig/index.ts'
import { decryptXml, encryptionAlgorithms } from '../../../formats/xmlenc/index.ts'
import { answerMessage, type TokenAnswer } from '../answer-message.ts'
import { authoriseRequest } from '../decision/authorise-request.ts'
import type { ValidationPorts } from '../decision/ports.ts'
import { validateToken } from './validate-token.ts'

let service: TestService
let ports: ValidationPorts
let token: string
let traceOfToken: string

beforeAll(async () => {
  service = await testService()
  const [, party] = [...service.parties][0] ?? []
  if (party === undefined) throw new Error('no party')
  const addresses = [...service.parties.keys()].slice(0, 1)
  ports = {
    ...service.ports,
    allowsSha1: true,
    findRelyingPartyByCertificate: (fingerprint) =>
      fingerprint === party.fingerprint ? { party, addresses } : undefined,
    tokenSigners: () => [{ certificate: service.signer.certificate.der, publicKey: service.signer.publicKey }],
    findCredentialOfToken: async (id) =>
      id === traceOfToken ? service.credentials.get(service.machine.certificate.fingerprints.sha256) : undefined,
  }
  const answer = await answerOf(service.request())
  token = openedBy(tokenOf(answer))
  traceOfToken = answer.trace?.id ?? ''
})

function answerOf(message: string, version: 'S007v1.3' | 'S007v1.2' = 'S007v1.3'): Promise<TokenAnswer> {
  const world = service.world(version)
  return answerMessage(utf8(message), {
    ...world,
    authorise: (verified) =>
      verified.action === 'validate' ? validateToken(verified, ports) : authoriseRequest(verified, service.ports),
  })
}

/** The assertion as the relying party has it once it opened the token. */
function openedBy({ token: markup }: IssuedToken): string {
  const { root } = parseXml(utf8(markup))
  const data = childOf(root, namespaces.xenc, 'EncryptedData') ?? root
  const policy = {
    contentAlgorithms: [encryptionAlgorithms.aes256Cbc],
    keyTransports: [encryptionAlgorithms.rsaOaepMgf1p],
    oaepDigests: [algorithms.sha1],
    maxBytes: 65_536,
  }
  const { source } = decryptXml(data, service.relyingParty.privateKey, policy, { depth: 24, nodes: 2_000 })
  return source
}

type Changes = { assertion?: string; signer?: Holder; to?: string; hash?: 'sha1'; now?: Instant }

function question({ assertion = token, signer = service.relyingParty, to = endpoint, hash, now }: Changes = {}) {
  return writeValidateRequest({
    to,
    hash,
    certificate: signer.certificate.der,
    privateKey: signer.privateKey,
    now: now ?? service.clock.now(),
    random: systemRandom,
    timestampId: `TS-${uuid(systemRandom)}`,
    assertion: XmlFragment.ofMarkup(assertion),
  })
}

function statusIn({ status, body }: TokenAnswer): { code: string; reason: string } {
  if (status !== 200) throw new Error(body)
  const { root } = parseXml(utf8(body))
  const [code] = descendants(root, namespaces.wst13, 'Code')
  const [reason] = descendants(root, namespaces.wst13, 'Reason')
  return { code: code ? textOf(code) : '', reason: reason ? textOf(reason) : '' }
}

const ask = async (changes?: Changes) => statusIn(await answerOf(question(changes)))
const invalid = (reason: string) => ({ code: statusCodes.invalid, reason: expect.stringContaining(reason) })

describe('a service that asks about a token for it', () => {
  test('is told that it holds, in the form of WS-Trust 1.3', async () => {
    const answer = await answerOf(question())
    expect(statusIn(answer)).toEqual({ code: statusCodes.valid, reason: 'The token is valid.' })
    expect(answer.body).toContain('http://docs.oasis-open.org/ws-sx/ws-trust/200512/RSTR/ValidateFinal')
    expect(answer.trace).toMatchObject({ outcome: 'ACCEPTED', relyingPartyId: 'usi', tokenTraceId: traceOfToken })
    expect(JSON.stringify(answer.trace)).not.toMatch(/AttributeValue|CipherValue|SignatureValue>/)
  })

  test('is told about what was signed: a comment that somebody put in changes nothing', async () => {
    const commented = token.replace('27809366375', '278<!---->09366375')
    const answer = await answerOf(question({ assertion: commented }))
    expect(statusIn(answer).code).toBe(statusCodes.valid)
    expect(answer.trace?.abn).toBe('27809366375')
  })

  test('is told the same of a SAML 1.1 token, and of one of S007v1.2', async () => {
    const saml1 = openedBy(tokenOf(await answerOf(service.request({ tokenType: 'saml1', timestampId: '_7' }))))
    expect((await ask({ assertion: saml1 })).code).toBe(statusCodes.valid)
    const request = service.request({ to: endpoint12, hash: 'sha1', timestampId: '_8' })
    const old = openedBy(tokenOf(await answerOf(request, 'S007v1.2')))
    expect((await ask({ assertion: old })).code).toBe(statusCodes.valid)
    ports.allowsSha1 = false
    expect(await ask({ assertion: old })).toMatchObject(invalid('algorithm'))
    ports.allowsSha1 = true
  })

  test.each<[string, (assertion: string) => string]>([
    ['a claim', (text) => text.replace('27809366375', '11000002568')],
    ['its end', (text) => text.replace(/NotOnOrAfter="20(\d\d)/, 'NotOnOrAfter="21$1')],
    ['its audience', (text) => text.replace('3pt.portal', 'portal')],
    ['the signature value', (text) => text.replace(/(SignatureValue>.)(.)/, (_, a, b) => a + (b === 'A' ? 'B' : 'A'))],
  ])('is told "invalid" after somebody changed %s', async (_what, change) => {
    const changed = change(token)
    expect(changed).not.toBe(token)
    const { code } = await ask({ assertion: changed })
    expect(code).toBe(statusCodes.invalid)
  })

  test('is told "invalid" without a signature, or with that of somebody else', async () => {
    expect(await ask({ assertion: token.replace(/<ds:Signature .*<\/ds:Signature>/s, '') })).toMatchObject(
      invalid('signature'),
    )
    const [mine] = ports.tokenSigners()
    const other = await testAuthority('Other')
    ports.tokenSigners = () => [{ certificate: other.sub.certificate.der, publicKey: other.sub.publicKey }]
    expect(await ask()).toMatchObject(invalid('not signed by a token service that is trusted'))
    ports.tokenSigners = () => (mine ? [mine] : [])
  })

  test('is told "invalid" of a token around another one', async () => {
    const forged = token.replace(
      /^(<saml2:Assertion [^>]*ID=")[^"]*("[^>]*>)/,
      `$1_forged$2<saml2:Advice>${token}</saml2:Advice>`,
    )
    expect(forged).not.toBe(token)
    expect((await ask({ assertion: forged })).code).toBe(statusCodes.invalid)
  })

  test('is told "invalid" once the time is over, the credential revoked or the business cancelled', async () => {
    const fingerprint = service.machine.certificate.fingerprints.sha256
    const facts = service.credentials.get(fingerprint)
    if (facts === undefined) throw new Error('no credential')
    const now = service.clock.now()
    service.credentials.set(fingerprint, { ...facts, standing: { status: 'revoked', at: now, unclaimed: false } })
    expect(await ask()).toMatchObject(invalid('was revoked'))
    service.credentials.set(fingerprint, facts)
    service.cancelled.add(facts.abn)
    expect(await ask()).toMatchObject(invalid('cancelled'))
    service.cancelled.clear()
    expect((await ask()).code).toBe(statusCodes.valid)
    service.clock.advance(45 * minute)
    expect(await ask()).toMatchObject(invalid('was valid until'))
    service.clock.set(now)
  })

  test('is told "invalid" of a token for another service', async () => {
    const answer = await answerOf(service.request({ appliesTo: 'https://open.example/service', timestampId: '_9' }))
    expect(await ask({ assertion: openedBy(tokenOf(answer)) })).toMatchObject(invalid('not for this service'))
  })
})

describe('a question is refused', () => {
  test('where a machine credential or a stranger asks', async () => {
    const stranger = (await testAuthority('Stranger')).sub
    for (const signer of [service.machine, stranger]) {
      expect(refusalOf(await answerOf(question({ signer })))).toBe('mas.validate-not-relying-party')
    }
  })

  test('where it comes again, is old, or goes elsewhere', async () => {
    const message = question()
    expect((await answerOf(message)).status).toBe(200)
    expect(refusalOf(await answerOf(message))).toBe('mas.replayed')
    const old = question({ now: (service.clock.now() - day) as Instant })
    expect(refusalOf(await answerOf(old))).toBe('mas.message-expired')
    expect(refusalOf(await answerOf(question({ to: 'https://evil.example/R3.0/S007v1.3/service.svc' })))).toBe(
      'mas.wrong-address',
    )
  })

  test.each<[string, (message: string) => string, string]>([
    [
      'its token was exchanged after signing',
      (text) => text.replace('27809366375', '11000002568'),
      'xmldsig.digest-mismatch',
    ],
    [
      'the Body is another one than was signed',
      (text) => text.replace('u:Id="_2"', 'u:Id="_3"'),
      'xmldsig.reference-not-found',
    ],
    ['its Action says Issue', (text) => text.replace('RST/Validate<', 'RST/Issue<'), 'mas.request-type'],
  ])('where %s', async (_what, change, code) => {
    const message = question()
    const changed = change(message)
    expect(changed).not.toBe(message)
    expect(refusalOf(await answerOf(changed))).toContain(code.split('.')[0])
    expect(refusalOf(await answerOf(change(question())))).not.toBe('accepted')
  })

  test('where the Body is not signed', async () => {
    const asking = service
      .request({
        ...{ certificate: service.relyingParty.certificate.der },
        privateKey: service.relyingParty.privateKey,
      })
      .replace('RST/Issue<', 'RST/Validate<')
      .replace('200512/Issue<', '200512/Validate<')
    expect(refusalOf(await answerOf(asking))).toBe('mas.validate-not-signed')
  })

  test.each<[string, string, string]>([
    ['is encrypted', `<xenc:EncryptedData xmlns:xenc="${namespaces.xenc}"/>`, 'mas.validate-target'],
    ['is missing', '', 'mas.validate-target'],
    ['is two', '<a/><b/>', 'mas.validate-target'],
  ])('where the token %s', async (_what, assertion, code) => {
    expect(refusalOf(await answerOf(question({ assertion })))).toBe(code)
  })
})
