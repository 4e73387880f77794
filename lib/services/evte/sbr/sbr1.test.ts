import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSbrHarness, type SbrHarness } from '../../../../test/support/sbr-harness.ts'
import { minute } from '../../../core/clock.ts'
import { type BusinessMessage, type SbdmOperation, sbdmNamespaces, writeRequest } from '../../../formats/sbdm/index.ts'
import { xml } from '../../../formats/xml/index.ts'
import { writeEndorsedMessage } from '../../../kit/usi/write-envelope.ts'

let harness: SbrHarness
beforeAll(async () => {
  harness = await openSbrHarness()
}, 90_000)
afterAll(() => harness.close())

const now = () => harness.runtime.clock.now()
const request = (changes: Partial<BusinessMessage> = {}): BusinessMessage => ({
  type: 'tfnd.0003.2016.lodge.request',
  timestamps: [{ at: now(), source: 'BusinessEntity' }],
  receiver: 'ato.gov.au',
  software: { organisation: 'Example & Co', product: 'Payroll', version: '1' },
  documents: [{ sequence: 1, validationUri: 'urn:form', businessId: 'b1', content: '<f xmlns="urn:f">1</f>' }],
  events: [],
  ...changes,
})

type Changes = Partial<Parameters<typeof writeEndorsedMessage>[0]> & { operation?: SbdmOperation }

function message({ operation = 'lodge', ...changes }: Changes = {}, content = request()): string {
  const token = harness.token()
  return writeEndorsedMessage({
    action: 'urn:any',
    to: `${harness.base}/${operation}.02.service`,
    body: writeRequest(operation, content),
    token: token.token,
    proofKey: token.proofKey as Uint8Array,
    attachedReference: token.attachedReference as string,
    now: now(),
    random: harness.runtime.random,
    ...changes,
  })
}

async function post(body: string, path = 'lodge.02.service') {
  const headers = { 'content-type': 'application/soap+xml; charset=utf-8' }
  const response = await fetch(`${harness.base}/${path}`, { method: 'POST', headers, body })
  return { status: response.status, text: await response.text(), trace: response.headers.get('mandate-trace') ?? '' }
}

async function refusal(body: string, path?: string) {
  const { status, text, trace } = await post(body, path)
  const row = await harness.traceOf(trace)
  expect(row).toMatchObject({ outcome: 'REFUSED', service: 'sbr1' })
  expect(text).toContain(`Event Code: [${row.errorCode}]`)
  expect(text).toContain(`Trace: [${trace}]`)
  return { status, code: row.errorCode }
}

describe('a core service', () => {
  it.each(['lodge.02.service', 'LODGE.02.Service', 'lodge.02.service/'])('is found at %s', async (path) => {
    const { status, text } = await post(message(), path)
    expect(status).toBe(200)
    expect(text).toContain('<svc:ResponseLodgeReport xmlns:svc="http://sbr.gov.au/comn/lodge.02.service">')
    expect(text).toContain('>tfnd.0003.2016.lodge.response<')
    expect(text).toMatch(/<Lodgement.Receipt.Identifier>[0-9a-f-]{36}</)
  })

  it('answers without addressing headers, as its known clients send none', async () => {
    const bare = message()
      .replace(/<a:(Action|MessageID|To)[ >].*?<\/a:\1>/g, '')
      .replace(/<a:ReplyTo>.*?<\/a:ReplyTo>/, '')
    expect(bare).not.toContain('<a:')
    expect((await post(bare)).status).toBe(200)
  })

  it('traces the call with the trace of its token', async () => {
    const row = await harness.traceOf((await post(message())).trace)
    expect(row).toMatchObject({
      outcome: 'ACCEPTED',
      service: 'sbr1',
      tokenTraceId: 't0123456789abcdef',
      relyingPartyId: 'sbr',
    })
  })

  it('takes the names of the requests in other letter cases, of which only that of lodging is certain', async () => {
    const body = message({ operation: 'prefill' }).replaceAll('RequestPrefillReport', 'RequestPreFillReport')
    expect((await post(body, 'prefill.02.service')).text).toContain('svc:ResponsePreFillReport')
  })
})

describe('a call that is not right', () => {
  it.each<[string, string, () => string]>([
    ['another operation', 'sbr.wrong-operation', () => message({ operation: 'list' })],
    [
      'another element',
      'sbr.wrong-operation',
      () => message({ body: xml`<x xmlns="${sbdmNamespaces.service('lodge')}"/>` }),
    ],
    [
      'no message in it',
      'sbr.request-invalid',
      () => message({ body: xml`<RequestLodgeReport xmlns="${sbdmNamespaces.service('lodge')}"/>` }),
    ],
    ['no message type', 'sbr.request-invalid', () => message({}, request({ type: '' }))],
    [
      'a document twice',
      'sbr.request-invalid',
      () => message({}, request({ documents: [...request().documents, ...request().documents] })),
    ],
    [
      'a document that the header does not name',
      'sbr.request-invalid',
      () => message().replace(/<BusinessDocuments>.*<\/BusinessDocuments>/, ''),
    ],
    [
      'a time that is none',
      'sbr.request-invalid',
      () => message().replace(/Generation.Datetime>2[^<]*/, 'Generation.Datetime>now'),
    ],
    ['a source that nobody knows', 'sbr.request-invalid', () => message().replace('>BusinessEntity<', '>Nobody<')],
    ['no token', 'sbr.token-missing', () => message().replace(/<xenc:EncryptedData .*<\/xenc:EncryptedData>/, '')],
    ['no signature', 'sbr.signature-missing', () => message().replace(/<ds:Signature .*<\/ds:Signature>/, '')],
    ['no Timestamp', 'sbr.timestamp-missing', () => message().replace(/<u:Timestamp .*?<\/u:Timestamp>/, '')],
    ['no security header', 'sbr.security-missing', () => message().replace(/<o:Security.*<\/o:Security>/, '')],
    ['another key', 'sbr.proof-signature', () => message({ proofKey: new Uint8Array(32) })],
    ['an old message', 'sbr.message-expired', () => message({ now: (now() - 20 * minute) as never })],
    ['a message of the future', 'sbr.message-not-yet-valid', () => message({ now: (now() + 20 * minute) as never })],
    ['a token of a person', 'sbr.credential-type', () => message({ ...tokenOf({ credentialType: 'ABR_User' }) })],
    ['a token of nobody', 'sbr.no-business', () => message({ ...tokenOf({ abn: null }) })],
    [
      'a token for another service',
      'saml.wrong-audience',
      () => message({ ...tokenOf({ audience: 'https://example.com/' }) }),
    ],
    [
      'a token that anybody may bear',
      'saml.confirmation',
      () => message({ ...tokenOf({ confirmation: { method: 'bearer' } }) }),
    ],
    [
      'SOAP 1.1',
      'sbr.not-soap12',
      () =>
        message().replaceAll('http://www.w3.org/2003/05/soap-envelope', 'http://schemas.xmlsoap.org/soap/envelope/'),
    ],
    ['a DOCTYPE', 'xml.doctype', () => `<!DOCTYPE x>${message()}`],
    ['no XML', 'xml.malformed', () => 'hello'],
  ])('is refused: %s', async (_, code, body) => {
    expect(await refusal(body())).toEqual({ code, status: 400 })
  })

  it('is refused the second time', async () => {
    const body = message()
    expect((await post(body)).status).toBe(200)
    expect((await refusal(body)).code).toBe('sbr.replayed')
  })
})

function tokenOf(changes: Parameters<SbrHarness['token']>[0]) {
  const { token, proofKey, attachedReference } = harness.token(changes)
  return { token, proofKey: proofKey as Uint8Array, attachedReference: attachedReference as string }
}
