import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openUsiHarness, type TokenChanges, type UsiHarness, verifyBody } from '../../../../test/support/usi-harness.ts'
import { toBase64, utf8 } from '../../../core/bytes.ts'
import { minute } from '../../../core/clock.ts'
import { usiAction, usiNamespaces } from '../../../formats/usi/index.ts'
import { namespaces, xml } from '../../../formats/xml/index.ts'

let harness: UsiHarness
beforeAll(async () => {
  harness = await openUsiHarness()
}, 60_000)
afterAll(() => harness.close())

/** Sends a message that must be refused; gives the code that its trace has, and the fault. */
async function refusal(message: string | Uint8Array, url?: string) {
  const { fault, trace, status } = await harness.post(message, url)
  expect(fault, 'the message was accepted').toBeDefined()
  expect(status).toBe(500)
  const { errorCode, service } = tracedAs(trace, 'REFUSED')
  expect(service).toBe('usi')
  return { code: errorCode, number: fault?.errors[0]?.code, fault }
}

function tracedAs(id: string, outcome: string) {
  const trace = harness.traces.get(id)
  expect(trace).toMatchObject({ outcome })
  return trace as NonNullable<typeof trace>
}

describe('a call that is right', () => {
  it.each([
    ['SAML 2.0 without its wrapper, HMAC-SHA1', {}, {}],
    ['SAML 2.0 in its wrapper', {}, { keepWrapper: true }],
    ['SAML 1.1', { version: 'saml1' }, {}],
    ['HMAC-SHA256', {}, { hash: 'sha256' }],
    ['a token that was signed with SHA-1', { hash: 'sha1' }, {}],
    ['the public address in To', {}, { to: 'https://3PT.portal.usi.gov.au/Service/v5/UsiService.svc' }],
  ] as const)('is answered: %s', async (_, token: TokenChanges, message) => {
    const { status, text } = await harness.post(harness.message(harness.token(token), message))
    expect(text).toContain('<USIStatus>Valid</USIStatus><FirstName>Match</FirstName><FamilyName>Match</FamilyName>')
    expect(status).toBe(200)
  })

  it('is related to its request, and traced with the trace of its token', async () => {
    const message = harness.message(harness.token())
    const id = /MessageID>([^<]*)</.exec(message)?.[1]
    const { text, trace } = await harness.post(message)
    expect(text).toContain(`>${id}</RelatesTo>`)
    expect(text).toContain(`<Action xmlns="${namespaces.wsa}">${usiAction('VerifyUSI', 'response')}</Action>`)
    const row = tracedAs(trace, 'ACCEPTED')
    expect(row).toMatchObject({ abn: '27809366375', tokenTraceId: 't0123456789abcdef', relyingPartyId: 'usi' })
  })

  it('is found under other letters of the path', async () => {
    const url = `${harness.base}/EVTE/Service/V5/UsiService.svc`
    expect((await harness.post(harness.message(harness.token()), url)).status).toBe(200)
  })

  it('may use a token again in a new message', async () => {
    const token = harness.token()
    for (const message of [harness.message(token), harness.message(token)]) {
      expect((await harness.post(message)).status).toBe(200)
    }
  })

  it('may name the token by its identifier', async () => {
    const token = harness.token()
    const [, id] = /EncryptedData[^>]* Id="([^"]*)"/.exec(token.token) ?? []
    const attachedReference =
      xml`<w:SecurityTokenReference xmlns:w="${namespaces.wsse}"><w:Reference URI="#${id}"/></w:SecurityTokenReference>`
        .markup
    for (const keepWrapper of [false, true]) {
      expect((await harness.post(harness.message(token, { attachedReference, keepWrapper }))).status).toBe(200)
    }
  })

  it('leaves no proof key, no token and no Body in its trace', async () => {
    const token = harness.token()
    const { trace } = await harness.post(harness.message(token))
    const row = JSON.stringify(tracedAs(trace, 'ACCEPTED'))
    const cipher = /CipherValue>([^<]{40})/.exec(token.token)?.[1] as string
    for (const secret of [toBase64(token.proofKey as Uint8Array), cipher, 'Maryam']) expect(row).not.toContain(secret)
  })
})

describe('a token that is not right', () => {
  const elsewhere = () => harness.authority.relyingPartyKey('sbr')
  it.each<[string, () => TokenChanges, string]>([
    ['for another service', () => ({ audience: 'https://test.sbr.gov.au/services' }), 'saml.wrong-audience'],
    ['that has expired', () => ({ notBefore: now() - 60 * minute, notOnOrAfter: now() - 5 * minute }), 'saml.expired'],
    ['of the future', () => ({ notBefore: now() + 10 * minute }), 'saml.not-yet-valid'],
    ['signed by somebody else', () => ({ signer: elsewhere() }), 'saml.unknown-issuer'],
    ['encrypted to another service', () => ({ recipient: elsewhere() }), 'xmlenc.cannot-decrypt'],
    ['that anybody may bear', () => ({ confirmation: { method: 'bearer' } }), 'saml.confirmation'],
    [
      'bound to a certificate',
      () => ({ confirmation: { method: 'certificate', certificate: elsewhere().certificate.der } }),
      'saml.confirmation',
    ],
    ['without an ABN', () => ({ abn: null }), 'usi.no-business'],
    ['of a person', () => ({ credentialType: 'ABR_User' }), 'usi.credential-type'],
  ])('is refused: %s', async (_, changes, code) => {
    const outcome = await refusal(harness.message(harness.token(changes())))
    expect(outcome).toMatchObject({ code, number: '2004' })
  })

  it('is refused when a bit of its ciphertext is turned, with one answer wherever that is', async () => {
    const codes = new Set<string | undefined>()
    for (const at of [200, 900, 2_000]) {
      const message = harness.message(harness.token())
      const place = message.indexOf('CipherValue>', message.indexOf('CipherValue>') + 400) + 12 + at
      const other = message[place] === 'A' ? 'B' : 'A'
      codes.add((await refusal(message.slice(0, place) + other + message.slice(place + 1))).code)
    }
    expect([...codes].every((code) => code?.startsWith('xml') || code?.startsWith('saml'))).toBe(true)
    expect(codes.has('xmlenc.cannot-decrypt')).toBe(true)
  })

  it('is refused when it is missing, doubled, or not encrypted', async () => {
    const token = harness.token()
    const message = harness.message(token)
    const data = /<xenc:EncryptedData[\s\S]*<\/xenc:EncryptedData>/.exec(message)?.[0] as string
    expect((await refusal(message.replace(data, ''))).code).toBe('usi.token-missing')
    const other = harness.message(harness.token())
    const second = /<xenc:EncryptedData[\s\S]*<\/xenc:EncryptedData>/.exec(other)?.[0] as string
    expect((await refusal(message.replace(data, data + second))).code).toBe('usi.token-repeated')
    const plain = `<saml2:Assertion xmlns:saml2="${namespaces.saml2}" ID="_x"/>`
    expect((await refusal(message.replace(data, plain))).code).toBe('usi.token-missing')
  })
})

describe('a signature that is not right', () => {
  it.each<[string, (message: string) => string, string]>([
    [
      'a changed Timestamp',
      (m) => m.replace(/(<u:Expires>\d{4}-\d\d-\d\dT\d\d:\d\d:)\d\d/, '$159'),
      'xmldsig.digest-mismatch',
    ],
    [
      'a changed signature value',
      (m) => m.replace(/(SignatureValue>)(.)/, (_, a, b) => a + (b === 'A' ? 'B' : 'A')),
      'usi.proof-signature',
    ],
    ['no signature', (m) => m.replace(/<ds:Signature [\s\S]*<\/ds:Signature>/, ''), 'usi.signature-missing'],
    ['no Timestamp', (m) => m.replace(/<u:Timestamp [\s\S]*<\/u:Timestamp>/, ''), 'usi.timestamp-missing'],
    ['no KeyInfo', (m) => m.replace(/<ds:KeyInfo><wsse:Sec[\s\S]*?<\/ds:KeyInfo>/, ''), 'usi.key-reference'],
    ['an RSA algorithm', (m) => m.replace(/xmldsig#hmac-sha1/, 'xmldsig#rsa-sha1'), 'xmldsig.algorithm-not-allowed'],
    [
      'a shortened HMAC',
      (m) => m.replace(/(hmac-sha1">)(<\/ds:SignatureMethod>)/, '$1<ds:HMACOutputLength>8</ds:HMACOutputLength>$2'),
      'xmldsig.truncated-hmac',
    ],
  ])('is refused: %s', async (_, change, code) => {
    const message = harness.message(harness.token())
    const changed = change(message)
    expect(changed).not.toBe(message)
    expect(await refusal(changed)).toMatchObject({ code, number: '2004' })
  })

  it('is refused when it was made with another key, or with the text of the right one', async () => {
    const token = harness.token()
    for (const proofKey of [
      harness.runtime.random.bytes(32),
      utf8(toBase64(token.proofKey as Uint8Array)),
      createHash('sha1')
        .update(token.proofKey as Uint8Array)
        .digest(),
    ]) {
      expect((await refusal(harness.message(token, { proofKey }))).code).toBe('usi.proof-signature')
    }
  })

  it('is refused when the key of one token signs beside another token', async () => {
    const [mine, theirs] = [harness.token(), harness.token({ abn: '11000002568' })]
    const stolen = harness.message({ ...theirs, proofKey: mine.proofKey })
    expect((await refusal(stolen)).code).toBe('usi.proof-signature')
  })

  it('is refused when KeyInfo names another assertion or an element that is no token', async () => {
    const token = harness.token()
    const { attachedReference } = harness.token()
    expect((await refusal(harness.message(token, { attachedReference }))).code).toBe('usi.key-reference')
    const toTimestamp =
      xml`<w:SecurityTokenReference xmlns:w="${namespaces.wsse}"><w:Reference URI="#_1"/></w:SecurityTokenReference>`
        .markup
    expect((await refusal(harness.message(token, { attachedReference: toTimestamp }))).code).toBe('usi.key-reference')
  })

  it('is refused when the signed Timestamp was moved and a fresh one put in its place', async () => {
    const old = harness.message(harness.token(), { now: now() - 20 * minute })
    const signed = /<u:Timestamp [\s\S]*<\/u:Timestamp>/.exec(old)?.[0] as string
    const fresh = signed
      .replace(/u:Id="[^"]*"/, 'u:Id="fresh"')
      .replaceAll(/T\d\d:\d\d/g, 'T01:00')
      .replace(/(<u:Expires>\d{4}-\d\d-\d\dT)01:00/, '$101:05')
    const moved = old
      .replace(signed, fresh)
      .replace('</s:Header>', `<x:Old xmlns:x="urn:x">${signed}</x:Old></s:Header>`)
    expect((await refusal(moved)).code).toBe('usi.signed-part-elsewhere')
    const inHeader = old.replace(signed, fresh).replace('</s:Header>', `${signed}</s:Header>`)
    expect((await refusal(inHeader)).code).toBe('usi.timestamp-not-signed')
  })

  it('is refused when too old or of the future, and forgiven within the tolerance', async () => {
    const token = harness.token()
    expect((await refusal(harness.message(token, { now: now() - 11 * minute }))).code).toBe('usi.message-expired')
    expect((await refusal(harness.message(token, { now: now() + 6 * minute }))).code).toBe('usi.message-not-yet-valid')
    expect((await harness.post(harness.message(token, { now: now() + 4 * minute }))).status).toBe(200)
  })

  it('is refused the second time, also with another Body and MessageID', async () => {
    const message = harness.message(harness.token())
    expect((await harness.post(message)).status).toBe(200)
    expect((await refusal(message)).code).toBe('usi.replayed')
    const changed = message.replace(/urn:uuid:[0-9a-f]{8}/, 'urn:uuid:00000000').replace('BNGH7C75FN', 'BP6LKB3C7X')
    expect(await refusal(changed)).toMatchObject({ code: 'usi.replayed', number: '2004' })
  })
})

describe('a message that is not right', () => {
  it.each<[string, (message: string) => string, string, string]>([
    ['a DOCTYPE', (m) => `<!DOCTYPE x>${m}`, 'xml.doctype', '1002'],
    ['no XML', () => 'hello', 'xml.malformed', '1002'],
    ['SOAP 1.1', (m) => m.replaceAll(namespaces.soap12, namespaces.soap11), 'usi.not-soap12', '1002'],
    ['no security header', (m) => m.replace(/<o:Security[\s\S]*<\/o:Security>/, ''), 'usi.security-missing', '2004'],
    ['an unknown Action', (m) => m.replace('2022/ws/VerifyUSI<', '2022/ws/DeleteUSI<'), 'usi.action-unknown', '1002'],
    [
      'an Action that every object has',
      (m) => m.replace('2022/ws/VerifyUSI<', '2022/ws/toString<'),
      'usi.action-unknown',
      '1002',
    ],
    [
      'an Action for another Body',
      (m) => m.replace('2022/ws/VerifyUSI<', '2022/ws/LocateUSI<'),
      'usi.action-mismatch',
      '1002',
    ],
    [
      'the Action of version 4',
      (m) => m.replace('2022/ws/VerifyUSI<', '2020/ws/VerifyUSI<'),
      'usi.old-version',
      '1002',
    ],
    [
      'the messages of version 3',
      (m) => m.replace('xmlns="http://usi.gov.au/2022/ws"', 'xmlns="http://usi.gov.au/2018/ws"'),
      'usi.old-version',
      '1002',
    ],
    [
      'another service in To',
      (m) => m.replace(/(u:Id="_1">)[^<]*/, '$1https://test.sbr.gov.au/services'),
      'usi.wrong-address',
      '1002',
    ],
    [
      'a header that must be understood',
      (m) => m.replace('<s:Header>', '<s:Header><x:New xmlns:x="urn:x" s:mustUnderstand="1"/>'),
      'usi.must-understand',
      '1002',
    ],
  ])('is refused: %s', async (_, change, code, number) => {
    expect(await refusal(change(harness.message(harness.token())))).toMatchObject({ code, number })
  })

  it('is refused when it is larger than any request can be', async () => {
    const big = await fetch(harness.endpoint, { method: 'POST', body: new Uint8Array(20 << 20) }).catch(() => undefined)
    expect(big === undefined || big.status === 500).toBe(true)
    expect((await harness.post(harness.message(harness.token()))).status).toBe(200)
  })
})

describe('an organisation', () => {
  const body = (code: string) =>
    verifyBody(
      xml`<OrgCode>${code}</OrgCode><USI>BNGH7C75FN</USI><SingleName>X</SingleName><DateOfBirth>1966-05-25</DateOfBirth>`,
    )
  it.each([
    ['is not registered', 'VA0000', 'usi.organisation-unknown', '1002'],
    ['belongs to another business', 'VA1802', 'usi.organisation-not-yours', '2002'],
    ['is not authorised', 'VA1899', 'usi.organisation-not-authorised', '2002'],
  ])('is refused when it %s', async (_, orgCode, code, number) => {
    expect(await refusal(harness.message(harness.token(), { body: body(orgCode) }))).toMatchObject({ code, number })
  })

  it('is known to a token that speaks for its business', async () => {
    const message = harness.message(harness.token({ abn: '96312011219' }), { body: body('va1804') })
    expect((await harness.post(message)).text).toContain('<SingleName>NoMatch</SingleName>')
  })
})

describe('a request that breaks the contract', () => {
  it('gets one ErrorInfo for each problem, in the namespace of faults', async () => {
    const body = verifyBody(xml`<OrgCode>VA1803</OrgCode><USI>bad</USI>`)
    const { fault, code } = await refusal(harness.message(harness.token(), { body }))
    expect(code).toBe('usi.request-invalid')
    expect(fault).toMatchObject({ code: 'Sender', action: usiAction('VerifyUSI', 'fault') })
    expect(fault?.errors.map((error) => error.code)).toEqual(['1002', '1002', '1002'])
    expect(fault?.errors[0]?.message).toBe('VerifyUSI/USI must have 10 characters, not 3.')
  })

  it('is told apart from a fault of our own, which says nothing about its cause', async () => {
    const { store } = harness.runtime
    const record = store.usiRecord
    Object.defineProperty(store, 'usiRecord', {
      configurable: true,
      get: () => ({
        findUnique: () => {
          throw new Error('secret detail')
        },
      }),
    })
    try {
      const { status, text, trace } = await harness.post(harness.message(harness.token()))
      expect(status).toBe(500)
      expect(text).toContain('<Code>1001</Code>')
      expect(text).toContain('soap:Receiver')
      expect(text).not.toContain('secret detail')
      expect(tracedAs(trace, 'REFUSED').errorCode).toBe('usi.internal')
    } finally {
      Object.defineProperty(store, 'usiRecord', { configurable: true, get: () => record })
    }
  })
})

describe('other requests', () => {
  it('get the contract', async () => {
    for (const path of [
      'usi/service/v5/usiservice.svc?wsdl',
      'USI/Service/v5/UsiService.svc?singleWsdl',
      'usi/service/v5/usiservice.wsdl',
    ]) {
      const answer = await fetch(`${harness.base}/evte/${path}`)
      expect(answer.headers.get('content-type')).toContain('text/xml')
      expect(await answer.text()).toContain(`targetNamespace="${usiNamespaces.service}"`)
    }
  })

  it('are pointed from older versions to this one', async () => {
    for (const path of ['usi/service/usiservice.svc', 'usi/service/v4/usiservice.svc?wsdl']) {
      const answer = await fetch(`${harness.base}/evte/${path}`)
      expect(answer.status).toBe(410)
      expect(await answer.text()).toContain('/evte/usi/service/v5/usiservice.svc')
    }
    const message = harness.message(harness.token()).replaceAll('2022/ws', '2020/ws')
    const { code, fault } = await refusal(message, `${harness.base}/evte/usi/service/usiservice.svc`)
    expect(code).toBe('usi.old-version')
    expect(fault?.errors[0]?.message).toContain('/evte/usi/service/v5/usiservice.svc')
  })

  it('are told what the address is for, which methods it takes, and where nothing is', async () => {
    expect(await (await fetch(harness.endpoint)).text()).toContain('simulated USI registry')
    expect((await fetch(harness.endpoint, { method: 'DELETE' })).status).toBe(405)
    expect((await fetch(`${harness.base}/evte/usi/service/v6/usiservice.svc`)).status).toBe(404)
  })
})

function now(): number {
  return harness.runtime.clock.now()
}
