import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { document, openSbrHarness, type SbrHarness, software, testAbn } from '../../../../test/support/sbr-harness.ts'
import { fromUtf8 } from '../../../core/bytes.ts'
import { second } from '../../../core/clock.ts'
import { uuid } from '../../../core/random.ts'
import {
  type BulkRecord,
  pingService,
  type ReceiptReference,
  readAs4,
  readRecords,
  type SignalMessage,
  verifyAs4,
  type WrittenMessage,
  writeRecords,
} from '../../../formats/as4/index.ts'
import { publicKeyOf } from '../../../formats/pki/certificate/public-key.ts'
import { namespaces, onlyChild } from '../../../formats/xml/index.ts'
import type { KitCredential } from '../../../kit/index.ts'

let harness: SbrHarness
let stranger: KitCredential
beforeAll(async () => {
  harness = await openSbrHarness()
  stranger = await harness.newCredential('11000002568', 'sbr-stranger')
}, 90_000)
afterAll(() => harness.close())

const newId = () => `${uuid(harness.runtime.random)}@example.com`
const signal = (content: Partial<SignalMessage> & { kind: SignalMessage['kind'] }): SignalMessage =>
  ({ timestamp: harness.runtime.clock.now(), messageId: newId(), ...content }) as SignalMessage
const pull = (select?: string) => harness.message({ signal: signal({ kind: 'pull', ...(select && { select }) }) })
const texts = ({ documents }: { documents: readonly { bytes: Uint8Array }[] }) =>
  documents.map(({ bytes }) => fromUtf8(bytes))

async function refusal(message: WrittenMessage, endpoint = 'Single-sync') {
  const seen = await harness.post(message, endpoint)
  const { errorCode } = await harness.traceOf(seen.trace)
  return { code: errorCode, ebms: seen.error, detail: seen.detail }
}

/** A message that gets a receipt; gives its MessageId. */
async function push(changes: Parameters<SbrHarness['message']>[0] = {}, endpoint = 'Single-async'): Promise<string> {
  const messageId = newId()
  const seen = await harness.post(harness.message({ ...changes, unit: { ...changes.unit, messageId } }), endpoint)
  expect(seen.signal).toMatchObject({ kind: 'receipt', refToMessageId: messageId })
  return messageId
}

describe('ping', () => {
  it.each(['Single-sync', 'SINGLE-SYNC/', 'BulkBatch-async-push', 'Collect-async'])(
    'is answered at %s',
    async (endpoint) => {
      const unit = { ...pingService, properties: new Map<string, string>() }
      const seen = await harness.post(harness.message({ unit, documents: [] }), endpoint)
      expect(seen.signal).toMatchObject({ kind: 'receipt' })
      expect((await harness.traceOf(seen.trace)).outcome).toBe('ACCEPTED')
    },
  )

  it('gets a receipt with the digests of just what was signed', async () => {
    const message = harness.message({ unit: { ...pingService }, documents: [document()] })
    const { signal: receipt } = await harness.post(message)
    const signed = [
      ...Buffer.from(message.body)
        .toString('latin1')
        .matchAll(/<ds:Reference URI="([^"]*)".*?<ds:DigestValue>([^<]*)/g),
    ]
    expect(receipt).toMatchObject({ references: signed.map(([, uri, digestValue]) => ({ uri, digestValue })) })
    expect(signed).toHaveLength(4)
  })
})

describe('the answer at once', () => {
  it('brings back every document, related to its message', async () => {
    const documents = [document('<AS>ä</AS>'), document('<S/>', { name: 'SCHED', type: 'SCHEDULE' })]
    const messageId = newId()
    const seen = await harness.post(harness.message({ documents, unit: { messageId, conversationId: 'c9' } }))
    expect(texts(seen)).toEqual(['<AS>ä</AS>', '<S/>'])
    expect(seen.user).toMatchObject({ refToMessageId: messageId, conversationId: 'c9', action: 'Echo.001.00' })
    expect(seen.documents.map(({ properties }) => properties.get('DocumentName'))).toEqual(['AS', 'SCHED'])
    expect(seen.contentType).toMatch(/^multipart\/related; boundary=/)
  })

  it('is an event with errors where the report rejects, and one with information for a form', async () => {
    const rejected = await harness.post(harness.message({ unit: { action: 'Reject.001.00' } }))
    expect(texts(rejected)[0]).toContain('<MaximumSeverity.Code>Error</MaximumSeverity.Code>')
    const unit = { service: 'http://sbr.gov.au/ato/as/2025', action: 'Submit.004.00' }
    expect(texts(await harness.post(harness.message({ unit })))[0]).toContain('MANDATE.TEST.ACCEPTED')
  })

  it('is the same one when the same message comes again, and nothing is done twice', async () => {
    const message = harness.message()
    const [first, again] = [await harness.post(message), await harness.post(message)]
    expect(again.user?.messageId).toBe(first.user?.messageId)
    expect(texts(again)).toEqual(texts(first))
    const requestId = first.user?.refToMessageId ?? ''
    expect(await harness.runtime.store.sbrExchange.count({ where: { requestId } })).toBe(1)
  })

  it('is one when the same message comes eight times at the same moment', async () => {
    const message = harness.message()
    const answers = await Promise.all(Array.from({ length: 8 }, () => harness.post(message)))
    expect(new Set(answers.map(({ user }) => user?.messageId)).size).toBe(1)
  })

  it('is refused where another message has the MessageId, but not where another business has it', async () => {
    const unit = { messageId: newId() }
    await harness.post(harness.message({ unit }))
    expect(await refusal(harness.message({ unit, documents: [document('<other/>')] }))).toMatchObject({
      code: 'sbr.message-id-used',
      ebms: 'EBMS:0003',
    })
    expect((await harness.post(harness.message({ unit, credential: stranger }))).user).toBeDefined()
  })
})

describe('an answer that is collected', () => {
  it('waits for the business, signed by the service', async () => {
    const messageId = await push()
    const seen = await harness.post(pull(messageId), 'Single-async')
    expect(texts(seen)).toEqual(['<AS>1</AS>'])
    expect(seen.user?.refToMessageId).toBe(messageId)
    const received = readAs4(seen.raw, seen.contentType)
    const security = onlyChild(received.header, namespaces.wsse, 'Security')
    const key = publicKeyOf(harness.authority.relyingPartyKey('sbr').certificate)
    const signature = onlyChild(security, namespaces.ds, 'Signature')
    expect(verifyAs4(received, { signature, required: [], allowed: [] }, key).attachments).toHaveLength(1)
  })

  it('is handed out once to those who ask for any, and again to the same request', async () => {
    const ids = [await push(), await push()]
    const requests = [pull(), pull(), pull()]
    const taken = []
    for (const request of requests) taken.push((await harness.post(request, 'Single-async')).user?.refToMessageId)
    expect(taken).toEqual(expect.arrayContaining(ids))
    const again = await harness.post(requests[0] as WrittenMessage, 'Single-async-push-pull')
    expect(again.user?.refToMessageId).toBe(taken[0])
  })

  it('goes to one of many who ask at the same moment', async () => {
    while ((await harness.post(pull(), 'Single-async')).user) {}
    const messageId = await push()
    const seen = await Promise.all(Array.from({ length: 6 }, () => harness.post(pull(), 'Single-async')))
    expect(seen.filter(({ user }) => user?.refToMessageId === messageId)).toHaveLength(1)
    expect(seen.filter(({ error }) => error === 'EBMS:0006')).toHaveLength(5)
  })

  it('is not there for another business, nor in another channel, nor before it is ready', async () => {
    const messageId = await push()
    const theirs = harness.message({ credential: stranger, signal: signal({ kind: 'pull', select: messageId }) })
    expect(await refusal(theirs, 'Single-async')).toMatchObject({ code: 'sbr.channel-empty', ebms: 'EBMS:0006' })
    expect((await refusal(pull(messageId), 'BulkBatch-async-pull')).code).toBe('sbr.channel-empty')
    expect((await refusal(pull(newId()), 'Single-async')).code).toBe('sbr.channel-empty')
    const slow = await push({ unit: { action: 'Slow.001.00' } })
    const early = await refusal(pull(slow), 'Single-async')
    expect(early).toMatchObject({ code: 'sbr.channel-empty', detail: expect.stringContaining('still being worked on') })
    harness.runtime.clock.advance(20 * second)
    expect((await harness.post(pull(slow), 'Single-async')).user?.refToMessageId).toBe(slow)
  })

  it('stays in the channel that its message named', async () => {
    const mpc = 'urn:example:payroll'
    const messageId = await push({ unit: { mpc } })
    while ((await harness.post(pull(), 'Single-async')).user) {}
    const mine = harness.message({ signal: signal({ kind: 'pull', mpc }) })
    expect((await harness.post(mine, 'Single-async')).user?.refToMessageId).toBe(messageId)
  })

  it('is confirmed by a receipt, which only fits a message that was handed out to that business', async () => {
    const messageId = await push()
    const { user } = await harness.post(pull(messageId), 'Single-async')
    const receipt = (refToMessageId?: string, credential?: KitCredential) =>
      harness.message({
        credential,
        signal: signal({ kind: 'receipt', references: [], ...(refToMessageId && { refToMessageId }) }),
      })
    const answerId = user?.messageId as string
    expect((await refusal(receipt(answerId, stranger))).code).toBe('sbr.receipt-unknown')
    expect(await refusal(receipt('nobody@example.com'))).toMatchObject({
      code: 'sbr.receipt-unknown',
      ebms: 'EBMS:0302',
    })
    expect((await refusal(receipt())).code).toBe('sbr.receipt-unknown')
    expect(await harness.post(receipt(answerId), 'Single-async')).toMatchObject({ status: 202, raw: Buffer.alloc(0) })
    const row = await harness.runtime.store.sbrExchange.findUniqueOrThrow({ where: { answerId } })
    expect(row.acknowledgedAt).not.toBeNull()
  })

  it.each<[string, string, (references: ReceiptReference[]) => ReceiptReference[]]>([
    ['everything that was signed', 'complete', (all) => all],
    ['more than that', 'complete', (all) => [...all, { ...(all[0] as ReceiptReference), uri: '#more' }]],
    ['nothing', 'incomplete', () => []],
    ['all but the attachment', 'incomplete', (all) => all.filter(({ uri }) => !uri.startsWith('cid:'))],
    [
      'another digest',
      'incomplete',
      (all) => all.map((one) => ({ ...one, digestValue: `A${one.digestValue.slice(1)}` })),
    ],
    ['another part', 'incomplete', (all) => all.map((one) => ({ ...one, uri: `${one.uri}x` }))],
  ])('is proved by a receipt only where it repeats the digests: %s', async (_, proof, change) => {
    const messageId = await push({})
    const pulled = await harness.post(pull(messageId), 'Single-async')
    const references = [
      ...pulled.raw
        .toString('latin1')
        .matchAll(/<ds:Reference URI="([^"]*)".*?DigestMethod Algorithm="([^"]*)".*?<ds:DigestValue>([^<]*)/g),
    ].map(([, uri = '', digestAlgorithm = '', digestValue = '']) => ({ uri, digestAlgorithm, digestValue }))
    expect(references).toHaveLength(3)
    const refToMessageId = pulled.user?.messageId ?? ''
    const receipt = signal({ kind: 'receipt', references: change(references), refToMessageId })
    const { status, trace } = await harness.post(harness.message({ signal: receipt }), 'Single-async')
    expect(status).toBe(202)
    const { steps } = await harness.traceOf(trace)
    expect((steps as { facts?: { proof?: string } }[]).flatMap(({ facts }) => facts?.proof ?? [])).toEqual([proof])
  })

  it('may also be reported to be wrong', async () => {
    const error = { code: 'EBMS:0303', severity: 'failure', category: 'x', shortDescription: 'y' } as const
    const seen = await harness.post(
      harness.message({ signal: signal({ kind: 'errors', errors: [error] }) }),
      'Collect-async',
    )
    expect(seen.status).toBe(202)
  })

  it('may come unasked, as a notice', async () => {
    await harness.post(harness.message({ unit: { action: 'Notice.001.00' } }))
    const notice = await harness.post(pull(), 'Collect-async')
    expect(texts(notice)[0]).toContain('MANDATE.TEST.NOTICE')
    expect(notice.user?.refToMessageId).toBeUndefined()
    expect((await refusal(pull(), 'Collect-async')).ebms).toBe('EBMS:0006')
  })
})

describe('bulk', () => {
  const records: BulkRecord[] = [
    { id: '1.1', name: 'PAYEVNT', type: 'PARENT', relatedId: '', content: '<P/>' },
    { id: '1.2', name: 'PAYEVNTEMP', type: 'CHILD', relatedId: '1.1', content: '<C/>' },
  ]
  const attachment = () => ({ ...document(), bytes: writeRecords(records), name: 'PAYEVNT' })
  const collect = (messageId: string) => harness.post(pull(messageId), 'BulkBatch-async-pull')

  it('comes back record for record', async () => {
    const messageId = await push({ documents: [attachment()] }, 'BulkBatch-async-push')
    const { documents } = await collect(messageId)
    expect(readRecords(documents[0]?.bytes as Uint8Array)).toEqual(records)
  })

  it('is answered with an event for each record, by its DocumentID', async () => {
    const unit = { service: 'http://sbr.gov.au/ato/payevnt/2020', action: 'Submit.004.00' }
    const messageId = await push({ unit, documents: [attachment()] }, 'BulkBatch-async-push')
    const [event = ''] = texts(await collect(messageId))
    expect([...event.matchAll(/<Location.Instance.Identifier>([^<]*)/g)].map(([, id]) => id)).toEqual(['1.1', '1.2'])
  })

  it('is answered with an error of the business service where there are several attachments', async () => {
    const messageId = await push({ documents: [attachment(), attachment()] }, 'BulkBatch-async-push')
    expect(texts(await collect(messageId))[0]).toContain('CMN.ATO.GEN.UNEXPECTEDNUMPAYLOADS')
  })

  it('is refused without delimiters', async () => {
    expect(await refusal(harness.message(), 'BulkBatch-async-push')).toMatchObject({ code: 'as4.records-malformed' })
  })
})

describe('a request that is not right', () => {
  const without = (name: string) => new Map([...software].filter(([key]) => key !== name))
  it.each<[string, string, string, () => WrittenMessage, string?]>([
    [
      'from another business',
      'sbr.sender-not-you',
      '0003',
      () =>
        harness.message({
          unit: {
            from: {
              id: '11000002568',
              type: 'http://abr.gov.au/PartyIdType/ABN',
              role: 'http://sbr.gov.au/ato/Role/Business',
            },
          },
        }),
    ],
    [
      'from an ABN in another role',
      'sbr.sender-type',
      '0001',
      () =>
        harness.message({
          unit: { from: { id: testAbn, type: 'http://abr.gov.au/PartyIdType/ABN', role: 'http://sbr.gov.au/agency' } },
        }),
    ],
    [
      'from an agent number that is none',
      'sbr.sender-type',
      '0001',
      () =>
        harness.message({
          unit: {
            from: {
              id: 'x',
              type: 'http://ato.gov.au/PartyIdType/TAN',
              role: 'http://sbr.gov.au/ato/Role/Registered Agent',
            },
          },
        }),
    ],
    [
      'to somebody else',
      'sbr.receiver',
      '0001',
      () =>
        harness.message({
          unit: { to: { id: testAbn, type: 'http://abr.gov.au/PartyIdType/ABN', role: 'http://sbr.gov.au/agency' } },
        }),
    ],
    [
      'a service that nobody knows',
      'sbr.service-unknown',
      '0001',
      () => harness.message({ unit: { service: 'urn:x' } }),
    ],
    [
      'a test report that nobody knows',
      'sbr.service-unknown',
      '0001',
      () => harness.message({ unit: { action: 'toString' } }),
    ],
    [
      'a form without its version',
      'sbr.service-unknown',
      '0001',
      () => harness.message({ unit: { service: 'http://sbr.gov.au/ato/as/2025', action: 'Submit' } }),
    ],
    ...[...software.keys()].map((name): [string, string, string, () => WrittenMessage] => [
      `no ${name}`,
      'sbr.property-missing',
      '0009',
      () => harness.message({ unit: { properties: without(name) } }),
    ]),
    ['no document', 'as4.part-mismatch', '0007', () => harness.message({ documents: [] })],
    [
      'no DocumentType',
      'sbr.part-property',
      '0009',
      () => harness.message({ documents: [document('<a/>', { type: '' })] }),
    ],
    [
      'no DocumentName',
      'sbr.part-property',
      '0009',
      () => harness.message({ documents: [document('<a/>', { name: '' })] }),
    ],
    [
      'no media type',
      'sbr.part-property',
      '0009',
      () => harness.message({ documents: [document('<a/>', { mime: 'xml' })] }),
    ],
    [
      'documents that unpack to too much',
      'as4.unpacked-too-large',
      '0303',
      () => harness.message({ documents: [document(), { ...document(), bytes: Buffer.alloc(40_000_000) }] }),
    ],
    [
      'a message to where messages are collected',
      'sbr.wrong-endpoint',
      '0010',
      () => harness.message(),
      'BulkBatch-async-pull',
    ],
    ['a pull from where nothing waits', 'sbr.wrong-endpoint', '0010', () => pull(), 'Single-sync'],
    ['a pull from where bulk is sent', 'sbr.wrong-endpoint', '0010', () => pull(), 'BulkBatch-async-push'],
  ])('is refused: %s', async (_, code, ebms, message, endpoint) => {
    expect(await refusal(message(), endpoint)).toMatchObject({ code, ebms: `EBMS:${ebms}` })
  })

  it('may come from a registered agent, whose number is not looked up', async () => {
    const from = {
      id: '24690666',
      type: 'http://ato.gov.au/PartyIdType/TAN',
      role: 'http://sbr.gov.au/ato/Role/Registered Agent',
    }
    const seen = await harness.post(harness.message({ unit: { from } }))
    expect(seen.user).toBeDefined()
    expect(JSON.stringify((await harness.traceOf(seen.trace)).steps)).toContain('Agent numbers are not looked up')
  })

  it('that was refused may be sent again, corrected, with the same MessageId', async () => {
    const unit = { messageId: newId() }
    await refusal(harness.message({ unit: { ...unit, action: 'Nothing' } }))
    expect((await harness.post(harness.message({ unit }))).user).toBeDefined()
  })

  it('names the public code where there is one', async () => {
    const { detail } = await refusal(harness.message({ documents: [document('<a/>', { type: '' })] }))
    expect(detail).toContain('CMN.ATO.EBMS.001')
  })

  it('cannot hide an echo that is too large in the database', async () => {
    const big = { ...document(), bytes: Buffer.alloc(5_000_000, 'x') }
    const seen = await harness.post(harness.message({ documents: [big] }))
    expect(texts(seen)[0]).toContain('MANDATE.TEST.TOOLARGE')
  })
})

describe('an endpoint', () => {
  it('says what it is, takes POST only, and is not everywhere', async () => {
    const get = await fetch(`${harness.base}/single-async`)
    expect(await get.text()).toContain('takes messages and hands out messages')
    expect((await fetch(`${harness.base}/Single-sync`, { method: 'PUT', body: 'x' })).status).toBe(405)
    for (const path of ['', '/', '/nothing', '/single-sync/more', '/toString']) {
      expect((await fetch(`${harness.base}${path}`)).status).toBe(404)
    }
  })
})
