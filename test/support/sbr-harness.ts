import { createHash } from 'node:crypto'
import { utf8 } from '../../lib/core/bytes.ts'
import { uuid } from '../../lib/core/random.ts'
import { testService } from '../../lib/domain/evte/sbr2/reports/catalogue.ts'
import {
  type As4Document,
  type DocumentToWrite,
  openDocuments,
  readAs4,
  readMessaging,
  type SignalMessage,
  type UserMessage,
  type WrittenMessage,
  writeAs4,
} from '../../lib/formats/as4/index.ts'
import { claimUris } from '../../lib/formats/saml/index.ts'
import { createSandboxCredential, type KitCredential, type KitToken, parseAbn } from '../../lib/kit/index.ts'
import { agency, businessParty } from '../../lib/kit/sbr/parties.ts'
import { credentialOf } from './kit-credential.ts'
import { makeToken, type TokenChanges } from './make-token.ts'
import { startTestSandbox } from './sandbox-harness.ts'

export const sbrAudience = 'https://test.sbr.gov.au/services'
export const testAbn = '27809366375'

/** What a test of SBR2 may have different from the usual. */
export type MessageChanges = {
  unit?: Partial<Omit<UserMessage, 'kind' | 'parts'>>
  /** Instead of a message with documents. */
  signal?: SignalMessage
  documents?: readonly DocumentToWrite[]
  /** Who signs. */
  credential?: KitCredential
  token?: KitToken | null
}

/** The services of a sandbox, a credential, and a hand that makes tokens and messages of every kind. */
export async function openSbrHarness() {
  const sandbox = await startTestSandbox()
  const { runtime, authority } = sandbox
  const base = `${sandbox.http}/evte/sbr/services`
  const newCredential = async (abn: string, name: string): Promise<KitCredential> =>
    credentialOf(await createSandboxCredential({ abn: parseAbn(abn), name, endpoint: sandbox.http }))
  const credential = await newCredential(testAbn, 'sbr-test')

  const token = (changes: TokenChanges = {}, holder = credential): KitToken =>
    makeToken(
      { runtime, authority, relyingParty: 'sbr', audience: sbrAudience },
      { abn: holder.abn, subject: holder.id, claims: claimsOf(holder), ...changes },
    )

  const message = (changes: MessageChanges = {}): WrittenMessage => {
    const { random, clock } = runtime
    const signer = changes.credential ?? credential
    const given = changes.token === undefined ? token({}, signer) : changes.token
    const unit: Omit<UserMessage, 'parts'> = {
      kind: 'user',
      timestamp: clock.now(),
      messageId: `${uuid(random)}@example.com`,
      from: businessParty(given?.abn || testAbn),
      to: agency,
      service: testService,
      action: 'Echo.001.00',
      conversationId: 'c1',
      properties: software,
      ...changes.unit,
    }
    return writeAs4({
      units: [changes.signal ?? unit],
      documents: changes.signal ? [] : (changes.documents ?? [document()]),
      signer: {
        privateKey: signer.privateKey,
        certificate: signer.certificate,
        ...(given && { token: given.token }),
      },
      random,
    })
  }

  return {
    ...sandbox,
    base,
    credential,
    newCredential,
    token,
    message,
    post: (written: WrittenMessage, endpoint = 'Single-sync') => post(written, `${base}/${endpoint}`),
    /** The trace of an exchange, as soon as it is written. */
    traceOf: async (id: string) => {
      for (let tries = 0; tries < 100; tries++) {
        const row = await runtime.store.trace.findUnique({ where: { id } })
        if (row) return row
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      throw new Error(`there is no trace ${id}`)
    },
  }
}

export type SbrHarness = Awaited<ReturnType<typeof openSbrHarness>>

export const software = new Map([
  ['ProductID', '28305'],
  ['BMS Vendor', 'Example'],
  ['BMS Name', 'Example Payroll'],
  ['BMS Version', '1.0'],
])

/** A document to send. */
export function document(text = '<AS>1</AS>', changes: Partial<DocumentToWrite> = {}): DocumentToWrite {
  return { bytes: utf8(text), name: 'AS', type: 'BASE', mime: 'text/xml', ...changes }
}

/** The claims that SBR counts on, beside those that every test token has. */
export function claimsOf({ id, name, certificate }: KitCredential) {
  return [
    { uri: claimUris.commonName, values: [name] },
    { uri: claimUris.subjectId, values: [id] },
    { uri: claimUris.fingerprint, values: [createHash('sha1').update(certificate).digest('hex')] },
  ]
}

/** What came back from SBR2. */
export type Seen = {
  status: number
  trace: string
  user?: UserMessage
  documents: As4Document[]
  signal?: SignalMessage
  /** ebMS code of the error. */
  error?: string
  detail?: string
  raw: Buffer
  contentType: string
}

async function post({ contentType, body }: WrittenMessage, url: string): Promise<Seen> {
  const headers = { 'content-type': contentType }
  const response = await fetch(url, { method: 'POST', headers, body: Buffer.from(body) })
  const raw = Buffer.from(await response.arrayBuffer())
  const type = response.headers.get('content-type') ?? ''
  const seen: Seen = {
    status: response.status,
    trace: response.headers.get('mandate-trace') ?? '',
    documents: [],
    raw,
    contentType: type,
  }
  if (raw.length === 0) return seen
  const received = readAs4(raw, type)
  for (const unit of readMessaging(received.messaging)) {
    if (unit.kind === 'user') {
      seen.user = unit
      seen.documents = openDocuments(unit.parts, received.attachments)
      continue
    }
    seen.signal = unit
    if (unit.kind === 'errors') Object.assign(seen, { error: unit.errors[0]?.code, detail: unit.errors[0]?.detail })
  }
  return seen
}

/** A message with its text changed after it was signed; bytes count as Latin-1. */
export function changedMessage(message: WrittenMessage, change: (text: string) => string): WrittenMessage {
  const text = Buffer.from(message.body).toString('latin1')
  const result = change(text)
  if (result === text) throw new Error('the change changes nothing')
  return { ...message, body: Buffer.from(result, 'latin1') }
}

/** A message with one bit of its last attachment changed. */
export function flippedMessage({ contentType, body }: WrittenMessage): WrittenMessage {
  const at = Buffer.from(body).lastIndexOf('\r\n--') - 3
  return { contentType, body: body.map((byte, place) => (place === at ? byte ^ 2 : byte)) }
}
