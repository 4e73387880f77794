import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TokenChanges } from '../../../../test/support/make-token.ts'
import {
  changedMessage,
  claimsOf,
  type MessageChanges,
  openSbrHarness,
  type SbrHarness,
  sbrAudience,
  testAbn,
} from '../../../../test/support/sbr-harness.ts'
import { hour, type Instant, minute } from '../../../core/clock.ts'
import type { WrittenMessage } from '../../../formats/as4/index.ts'
import type { KitCredential } from '../../../kit/index.ts'

let harness: SbrHarness
let other: KitCredential
beforeAll(async () => {
  harness = await openSbrHarness()
  other = await harness.newCredential(testAbn, 'sbr-other')
}, 90_000)
afterAll(() => harness.close())

const now = () => harness.runtime.clock.now()

/** Sends a message that must be refused; gives the code of its trace and the ebMS code of the signal. */
async function refusal(message: WrittenMessage, endpoint?: string) {
  const seen = await harness.post(message, endpoint)
  expect(seen.signal, 'the message was accepted').toMatchObject({ kind: 'errors' })
  expect(seen.detail).toContain(seen.trace)
  const { errorCode, event, outcome, service } = await harness.traceOf(seen.trace)
  expect({ outcome, service, event }).toEqual({ outcome: 'REFUSED', service: 'sbr2', event: seen.error })
  return { code: errorCode, ebms: seen.error, detail: seen.detail }
}

describe('a message whose sender is proved', () => {
  it.each<[string, () => MessageChanges]>([
    ['SAML 2.0', () => ({})],
    ['SAML 1.1, without a wrapper', () => ({ token: harness.token({ version: 'saml1' }) })],
    ['a token that was signed with SHA-1', () => ({ token: harness.token({ hash: 'sha1' }) })],
    [
      'a token for the address of this service',
      () => ({ token: harness.token({ audience: `${harness.https}/evte/SBR/services/` }) }),
    ],
    [
      'a token for the production address',
      () => ({ token: harness.token({ audience: 'https://sbr.gov.au/services' }) }),
    ],
    [
      'a token that is bound to the certificate',
      () => ({
        token: harness.token({ confirmation: { method: 'certificate', certificate: harness.credential.certificate } }),
      }),
    ],
    ['another credential of the business', () => ({ credential: other })],
  ])('is answered: %s', async (_, changes) => {
    const { user, documents } = await harness.post(harness.message(changes()))
    expect(user).toMatchObject({ to: { id: testAbn }, from: { id: '51824753556' } })
    expect(documents.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['<AS>1</AS>'])
  })

  it('leaves a trace that names the trace of its token, the credential and every step, and no token', async () => {
    const token = harness.token()
    const { trace } = await harness.post(harness.message({ token }))
    const row = await harness.traceOf(trace)
    expect(row).toMatchObject({
      outcome: 'ACCEPTED',
      abn: testAbn,
      tokenTraceId: 't0123456789abcdef',
      relyingPartyId: 'sbr',
    })
    expect(row.credentialId).toMatch(/^[0-9a-f-]{36}$/)
    const steps = row.steps as { name: string }[]
    for (const name of [
      'message',
      'certificate',
      'token',
      'claims',
      'reference',
      'signature',
      'chain',
      'credential',
      'business',
      'freshness',
      'authority',
      'address',
      'replay',
      'request',
    ]) {
      expect(steps.map((step) => step.name)).toContain(name)
    }
    const kept = (steps as { facts?: { canonical?: string } }[]).flatMap(({ facts }) => facts?.canonical ?? [])
    expect(kept.filter((text) => text.startsWith('<eb:Messaging'))).toHaveLength(1)
    expect(kept.filter((text) => text === '(not kept)')).toHaveLength(3)
    const cipher = /CipherValue>([^<]{40})/.exec(token.token)?.[1] as string
    expect(JSON.stringify(row.steps)).not.toContain(cipher)
  })

  it('may be cloud software that speaks for a business', async () => {
    const client = '96312011219'
    const provider = { uri: 'urn:mandate:claims/providerabn', values: [testAbn] }
    const token = harness.token({ abn: client, claims: [...claimsOf(harness.credential), provider] })
    const seen = await harness.post(harness.message({ token }))
    expect(seen.user).toMatchObject({ to: { id: client } })
    expect((await harness.traceOf(seen.trace)).abn).toBe(client)
  })
})

describe('a token that is not right', () => {
  const usi = () => harness.authority.relyingPartyKey('usi')
  it.each<[string, () => TokenChanges, string, string]>([
    [
      'for another service',
      () => ({ audience: 'https://3pt.portal.usi.gov.au/service/v5/usiservice.svc' }),
      'saml.wrong-audience',
      '0101',
    ],
    ['for nearly this service', () => ({ audience: `${sbrAudience}/single-sync` }), 'saml.wrong-audience', '0101'],
    ['that has expired', () => ({ notBefore: now() - hour, notOnOrAfter: now() - 5 * minute }), 'saml.expired', '0101'],
    ['of the future', () => ({ notBefore: now() + 10 * minute }), 'saml.not-yet-valid', '0101'],
    ['signed by somebody else', () => ({ signer: usi() }), 'saml.unknown-issuer', '0101'],
    ['encrypted to another service', () => ({ recipient: usi() }), 'xmlenc.cannot-decrypt', '0102'],
    ['that anybody may bear', () => ({ confirmation: { method: 'bearer' } }), 'saml.confirmation', '0101'],
    ['without the claims of SBR', () => ({ claims: [] }), 'sbr.claims-missing', '0101'],
    [
      'without a fingerprint',
      () => ({ claims: claimsOf(harness.credential).slice(0, 2) }),
      'sbr.claims-missing',
      '0101',
    ],
    ['without an ABN', () => ({ abn: null }), 'sbr.claims-missing', '0101'],
    ['of a person', () => ({ credentialType: 'ABR_User' }), 'sbr.credential-type', '0101'],
    ['of another credential, by its fingerprint', () => ({ claims: claimsOf(other) }), 'sbr.token-of-other', '0101'],
    ['of another credential, by its subject', () => ({ subject: other.id }), 'sbr.token-of-other', '0101'],
    ['of another business', () => ({ abn: '11000002568' }), 'sbr.token-of-other', '0101'],
    [
      'of cloud software of another provider',
      () => ({
        abn: '96312011219',
        claims: [...claimsOf(harness.credential), { uri: 'urn:mandate:claims/providerabn', values: ['11000002568'] }],
      }),
      'sbr.token-of-other',
      '0101',
    ],
    [
      'bound to another certificate',
      () => ({ confirmation: { method: 'certificate', certificate: other.certificate } }),
      'sbr.token-of-other',
      '0101',
    ],
  ])('is refused: %s', async (_, changes, code, ebms) => {
    const outcome = await refusal(harness.message({ token: harness.token(changes()) }))
    expect(outcome).toMatchObject({ code, ebms: `EBMS:${ebms}` })
  })

  it('is refused when it is stolen: a whole token of somebody else, and one own certificate', async () => {
    const stolen = harness.token({}, other)
    expect(await refusal(harness.message({ token: stolen }))).toMatchObject({ code: 'sbr.token-of-other' })
  })

  it('is refused when it is missing, doubled, or not encrypted', async () => {
    expect(await refusal(harness.message({ token: null }))).toMatchObject({
      code: 'sbr.token-missing',
      ebms: 'EBMS:0101',
    })
    const again = changedMessage(harness.message(), (text) =>
      text.replace('<wsse:BinarySecurityToken', `${harness.token().token}$&`),
    )
    expect(await refusal(again)).toMatchObject({ code: 'sbr.token-repeated' })
  })
})

describe('a credential that is not right', () => {
  it('is refused when somebody else certified it', async () => {
    const { certificate, privateKey } = harness.authority.relyingPartyKey('usi')
    const forged = { ...harness.credential, certificate: certificate.der, privateKey }
    expect((await refusal(harness.message({ credential: forged, token: harness.token() }))).code).toMatch(
      /^(certificate\.|mas\.credential-unknown)/,
    )
  })

  it('is refused at once when it was revoked, also with a token from before', async () => {
    const gone = await harness.newCredential(testAbn, 'sbr-gone')
    const token = harness.token({}, gone)
    expect((await harness.post(harness.message({ credential: gone, token }))).user).toBeDefined()
    const { store, clock, signals } = harness.runtime
    const row = await store.credential.findFirstOrThrow({ where: { abn: testAbn, name: 'sbr-gone' } })
    await store.credential.update({
      where: { id: row.id },
      data: { status: 'REVOKED', revokedAt: new Date(clock.now()), revocationReason: 'KEY_COMPROMISE' } as never,
    })
    signals.emit('credential-changed', { credentialId: row.id, abn: testAbn } as never)
    expect(await refusal(harness.message({ credential: gone, token }))).toMatchObject({
      code: 'mas.credential-revoked',
      ebms: 'EBMS:0101',
    })
  })
})

describe('a signature that is not right', () => {
  it.each<[string, string, string, (text: string) => string]>([
    ['no signature', 'sbr.signature-missing', '0103', (t) => t.replace(/<ds:Signature .*<\/ds:Signature>/, '')],
    [
      'no certificate',
      'sbr.certificate-missing',
      '0101',
      (t) => t.replace(/<wsse:BinarySecurityToken .*?<\/wsse:BinarySecurityToken>/, ''),
    ],
    ['no security header', 'sbr.security-missing', '0103', (t) => t.replace(/<wsse:Security .*<\/wsse:Security>/, '')],
    ['no KeyInfo', 'sbr.key-reference', '0101', (t) => t.replace(/<ds:KeyInfo><wsse:Sec.*?<\/ds:KeyInfo>/, '')],
    [
      'another business in the header',
      'xmldsig.digest-mismatch',
      '0101',
      (t) => t.replace(`>${testAbn}<`, '>11000002568<'),
    ],
    [
      'another signature value',
      'xmldsig.signature-mismatch',
      '0101',
      (t) => t.replace(/(SignatureValue>)(.)/, (_, tag, first) => tag + (first === 'A' ? 'B' : 'A')),
    ],
    [
      'one more attachment',
      'as4.part-not-signed',
      '0103',
      (t) =>
        t.replace(
          /(\r\n--=_Part_[^\r]*)--\r\n$/,
          '$1\r\nContent-Type: application/gzip\r\nContent-ID: <x@y>\r\n\r\nhello$&',
        ),
    ],
    [
      'SHA-1',
      'xmldsig.algorithm-not-allowed',
      '0103',
      (t) =>
        t
          .replace('xmldsig-more#rsa-sha256', 'xmldsig-more#rsa-sha1')
          .replace('http://www.w3.org/2001/04/xmldsig-more#rsa-sha1', 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'),
    ],
  ])('is refused: %s', async (_, code, ebms, change) => {
    expect(await refusal(changedMessage(harness.message(), change))).toMatchObject({ code, ebms: `EBMS:${ebms}` })
  })
})

describe('a message that is not right', () => {
  it.each<[string, string, string, (message: WrittenMessage) => WrittenMessage]>([
    ['no XML', 'as4.content-type', '0007', () => ({ contentType: 'text/plain', body: Buffer.from('hello') })],
    ['nothing', 'xml.empty', '0009', () => ({ contentType: 'application/soap+xml', body: Buffer.alloc(0) })],
    [
      'a DOCTYPE',
      'xml.doctype',
      '0009',
      (m) => changedMessage(m, (t) => t.replace('<soap:Envelope', '<!DOCTYPE x>$&')),
    ],
    [
      'another boundary',
      'as4.mime-malformed',
      '0007',
      (m) => ({ ...m, contentType: m.contentType.replace('_Part_', '_Part-') }),
    ],
    [
      'something in the Body',
      'sbr.body-not-empty',
      '0009',
      (m) => changedMessage(m, (t) => t.replace(/(<soap:Body [^>]*)\/>/, '$1><x/></soap:Body>')),
    ],
    [
      'no ebMS header',
      'xml.missing-element',
      '0009',
      (m) => changedMessage(m, (t) => t.replace(/<eb:Messaging .*<\/eb:Messaging>/, '')),
    ],
    [
      'an empty ebMS header',
      'sbr.messaging-missing',
      '0009',
      (m) => changedMessage(m, (t) => t.replace(/(<eb:Messaging [^>]*>).*(<\/eb:Messaging>)/, '$1$2')),
    ],
    [
      'two messages',
      'sbr.messaging-missing',
      '0009',
      (m) => changedMessage(m, (t) => t.replace(/<eb:UserMessage>.*<\/eb:UserMessage>/, '$&$&')),
    ],
    [
      'a header that must be understood',
      'sbr.must-understand',
      '0009',
      (m) =>
        changedMessage(m, (t) =>
          t.replace('</soap:Header>', '<x:Y xmlns:x="urn:x" soap:mustUnderstand="1"/></soap:Header>'),
        ),
    ],
    [
      'a MessageId without a domain',
      'as4.messaging-malformed',
      '0009',
      (m) => changedMessage(m, (t) => t.replace(/<eb:MessageId>[^<]*/, '<eb:MessageId>hello')),
    ],
    [
      'SOAP 1.1',
      'sbr.not-soap12',
      '0009',
      (m) =>
        changedMessage(m, (t) =>
          t.replaceAll('http://www.w3.org/2003/05/soap-envelope', 'http://schemas.xmlsoap.org/soap/envelope/'),
        ),
    ],
  ])('is refused: %s', async (_, code, ebms, change) => {
    expect(await refusal(change(harness.message()))).toMatchObject({ code, ebms: `EBMS:${ebms}` })
  })

  it('is refused when it is too old or of the future, and forgiven within the tolerance', async () => {
    const at = (moment: number) => harness.message({ unit: { timestamp: moment as Instant } })
    expect(await refusal(at(now() - 13 * hour))).toMatchObject({ code: 'sbr.message-expired', ebms: 'EBMS:0009' })
    expect((await refusal(at(now() + 6 * minute))).code).toBe('sbr.message-not-yet-valid')
    expect((await harness.post(at(now() - 3 * hour))).user).toBeDefined()
  })

  it('is refused unread when it is too large', async () => {
    const big = { contentType: 'application/soap+xml', body: Buffer.alloc(17 * 1024 * 1024, ' ') }
    const seen = await harness.post(big)
    expect(seen).toMatchObject({ status: 413, error: 'EBMS:0004' })
  })

  it('names the message that it is about, so far as it could be read', async () => {
    const message = harness.message({ token: null, unit: { messageId: 'mine@example.com' } })
    expect((await harness.post(message)).signal).toMatchObject({
      refToMessageId: 'mine@example.com',
      errors: [
        { refToMessageInError: 'mine@example.com', severity: 'failure', shortDescription: 'FailedAuthentication' },
      ],
    })
  })
})
