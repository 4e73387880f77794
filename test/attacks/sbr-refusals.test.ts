import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hour, type Instant, minute } from '../../lib/core/clock.ts'
import { type ErrorCode, errorTable } from '../../lib/core/errors/index.ts'
import type { WrittenMessage } from '../../lib/formats/as4/index.ts'
import type { SbdmOperation } from '../../lib/formats/sbdm/index.ts'
import { writeRequest } from '../../lib/formats/sbdm/index.ts'
import type { KitToken } from '../../lib/kit/index.ts'
import { writeEndorsedMessage } from '../../lib/kit/usi/write-envelope.ts'
import { changedMessage, document, flippedMessage, openSbrHarness, type SbrHarness } from '../support/sbr-harness.ts'

/** What a client of SBR is told where something is wrong: what happened, what to do, and the trace that shows it. */

let harness: SbrHarness
beforeAll(async () => {
  harness = await openSbrHarness()
}, 90_000)
afterAll(() => harness.close())

const now = () => harness.runtime.clock.now()
const usiAddress = 'https://3pt.portal.usi.gov.au/service/v5/usiservice.svc'

const expiredToken = () => harness.token({ notBefore: now() - hour, notOnOrAfter: now() - 5 * minute })
const foreignToken = () => harness.token({ audience: usiAddress })
const huge = '<AS>'.padEnd(17 * 1024 * 1024, ' ')

/** The sentences of the catalogue as they come out with whatever fills their places. */
function sentence(text: string): RegExp {
  const escaped = text.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(escaped.join('[\\s\\S]*?'))
}

async function refusalStep(trace: string, code: ErrorCode) {
  const row = await harness.traceOf(trace)
  expect(row).toMatchObject({ outcome: 'REFUSED', errorCode: code })
  const steps = row.steps as { outcome: string; sentence: string; change?: string }[]
  expect(steps.filter(({ outcome }) => outcome === 'refused')).toHaveLength(1)
  expect(steps.at(-1)?.sentence).toMatch(sentence(errorTable[code].happened))
  expect(steps.at(-1)?.change).toMatch(sentence(errorTable[code].remedy))
}

describe('SBR2 answers with an Error signal', () => {
  it.each<[string, ErrorCode, string, string, number, () => WrittenMessage]>([
    [
      'an expired token',
      'saml.expired',
      '0101',
      'FailedAuthentication',
      200,
      () => harness.message({ token: expiredToken() }),
    ],
    [
      'a token for another service',
      'saml.wrong-audience',
      '0101',
      'FailedAuthentication',
      200,
      () => harness.message({ token: foreignToken() }),
    ],
    [
      'a changed Body',
      'xmldsig.digest-mismatch',
      '0101',
      'FailedAuthentication',
      200,
      () => changedMessage(harness.message(), (text) => text.replace(/(<soap:Body [^>]*)\/>/, '$1> </soap:Body>')),
    ],
    [
      'a changed attachment',
      'xmldsig.digest-mismatch',
      '0101',
      'FailedAuthentication',
      200,
      () => flippedMessage(harness.message()),
    ],
    ['no token', 'sbr.token-missing', '0101', 'FailedAuthentication', 200, () => harness.message({ token: null })],
    [
      'an action that nobody has',
      'sbr.service-unknown',
      '0001',
      'ValueNotRecognized',
      200,
      () => harness.message({ unit: { action: 'Explode.001.00' } }),
    ],
    [
      'too much',
      'sbr.too-large',
      '0004',
      'Other',
      413,
      () => ({ contentType: 'application/soap+xml', body: Buffer.from(huge) }),
    ],
    [
      'what unpacks to too much',
      'as4.unpacked-too-large',
      '0303',
      'DecompressionFailure',
      200,
      () => harness.message({ documents: [document(' '.repeat(40 * 1024 * 1024))] }),
    ],
    [
      'no gzip where the header says so',
      'as4.decompression',
      '0303',
      'DecompressionFailure',
      200,
      () => harness.message({ documents: [{ ...document(), travels: document().bytes }] }),
    ],
    [
      'gzip that breaks off',
      'as4.decompression',
      '0303',
      'DecompressionFailure',
      200,
      () => harness.message({ documents: [{ ...document(), travels: brokenGzip() }] }),
    ],
  ])('for %s', async (_, code, ebms, shortDescription, status, message) => {
    const seen = await harness.post(message())
    expect(seen).toMatchObject({ status, error: `EBMS:${ebms}`, documents: [] })
    const { happened, remedy, title } = errorTable[code]
    const [error] = seen.signal?.kind === 'errors' ? seen.signal.errors : []
    expect(error).toMatchObject({ severity: 'failure', shortDescription, description: `${title}.` })
    expect(error?.detail).toMatch(sentence(happened))
    expect(error?.detail).toMatch(sentence(remedy))
    expect(error?.detail).toContain(`${code}. Trace: ${seen.trace}.`)
    expect(seen.trace).toMatch(/^t[0-9a-z]{16}$/)
    await refusalStep(seen.trace, code)
  })

  it('which is about the message that was sent, and has no effect that a later message would find', async () => {
    const messageId = 'again@example.com'
    const bad = await harness.post(harness.message({ unit: { messageId, action: 'Explode.001.00' } }), 'Single-async')
    expect(bad.signal).toMatchObject({ refToMessageId: messageId, errors: [{ refToMessageInError: messageId }] })
    expect(await harness.runtime.store.sbrExchange.count({ where: { requestId: messageId } })).toBe(0)
    const good = await harness.post(harness.message({ unit: { messageId } }), 'Single-async')
    expect(good.signal).toMatchObject({ kind: 'receipt', refToMessageId: messageId })
  })
})

describe('SBR1 answers with a SOAP fault', () => {
  const message = (given: KitToken = harness.token(), changes: { operation?: SbdmOperation; now?: number } = {}) =>
    writeEndorsedMessage({
      action: 'urn:any',
      to: `${harness.base}/lodge.02.service`,
      body: writeRequest(changes.operation ?? 'lodge', {
        type: 'tfnd.0003.2016.lodge.request',
        timestamps: [{ at: now(), source: 'BusinessEntity' }],
        documents: [],
        events: [],
      }),
      token: given.token,
      proofKey: given.proofKey as Uint8Array,
      attachedReference: given.attachedReference as string,
      now: (changes.now ?? now()) as Instant,
      random: harness.runtime.random,
    })

  it.each<[string, ErrorCode, number, () => string]>([
    ['an expired token', 'saml.expired', 400, () => message(expiredToken())],
    ['a token for another service', 'saml.wrong-audience', 400, () => message(foreignToken())],
    [
      'a changed Timestamp',
      'xmldsig.digest-mismatch',
      400,
      () => message().replace(/(<u:Created>\d{3})(\d)/, (_, head, year) => `${head}${Number(year) ^ 1}`),
    ],
    ['no token', 'sbr.token-missing', 400, () => message().replace(/<xenc:EncryptedData .*<\/xenc:EncryptedData>/, '')],
    [
      'an operation that the address is not for',
      'sbr.wrong-operation',
      400,
      () => message(harness.token(), { operation: 'list' }),
    ],
    ['an old message', 'sbr.message-expired', 400, () => message(harness.token(), { now: now() - hour })],
    ['too much', 'sbr.too-large', 400, () => huge],
  ])('for %s', async (_, code, status, body) => {
    const headers = { 'content-type': 'application/soap+xml; charset=utf-8' }
    const response = await fetch(`${harness.base}/lodge.02.service`, { method: 'POST', headers, body: body() })
    const text = await response.text()
    const trace = response.headers.get('mandate-trace') ?? ''
    expect(response.status).toBe(status)
    const reason = unescaped(/<(?:\w+:)?Text[^>]*>([\s\S]*?)<\/(?:\w+:)?Text>/.exec(text)?.[1] ?? '')
    expect(reason).toContain(errorTable[code].title)
    expect(reason).toContain(`Event Code: [${code}]`)
    expect(reason).toMatch(sentence(errorTable[code].happened))
    expect(reason).toMatch(sentence(errorTable[code].remedy))
    expect(reason).toContain(`Trace: [${trace}]`)
    await refusalStep(trace, code)
  })
})

function brokenGzip(): Uint8Array {
  const whole = harness.message({ documents: [document('<AS>broken off</AS>')] })
  const text = Buffer.from(whole.body)
  const start = text.lastIndexOf('\r\n\r\n') + 4
  const packed = text.subarray(start, text.lastIndexOf('\r\n--'))
  expect(gunzipSync(packed).toString()).toBe('<AS>broken off</AS>')
  return packed.subarray(0, packed.length - 9)
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}
