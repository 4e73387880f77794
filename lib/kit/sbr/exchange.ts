import { type Clock, systemClock } from '../../core/clock.ts'
import { MandateError } from '../../core/errors/index.ts'
import { type Random, systemRandom, uuid } from '../../core/random.ts'
import {
  type As4Document,
  as4Limits,
  type DocumentToWrite,
  type MessageToWrite,
  openDocuments,
  type ReceiptReference,
  readAs4,
  readMessaging,
  type SignalMessage,
  type UserMessage,
  writeAs4,
} from '../../formats/as4/index.ts'
import { defaultBase, parseAddress } from '../http/address.ts'
import { type HttpAnswer, send, unreadable } from '../http/send.ts'
import { trustFor } from '../http/trust.ts'
import type { KitCredential } from '../keystore/credential.ts'
import { type KitToken, traceOf } from '../token/request-token.ts'

/** With which credential and token, and where. */
export type SbrOptions = {
  credential: KitCredential
  /** From `requestSbrToken`. */
  token: KitToken
  /** Address of the SBR services, without the name of the endpoint. Default: those of a sandbox on this machine. */
  services?: string
  /** PEM text of the authorities that may vouch for the server, and no others. */
  ca?: string
  timeoutMs?: number
  clock?: Clock
  random?: Random
}

/** What came back. */
export type SbrAnswer = {
  /** Trace of the exchange, where the service gave one. */
  trace: string | undefined
} & (
  | { kind: 'documents'; message: UserMessage; documents: readonly As4Document[] }
  | { kind: 'receipt'; messageId: string; references: readonly ReceiptReference[] }
  | { kind: 'nothing' }
)

/** Where the services are below the address of a Mandate. */
export const sbrPath = '/evte/sbr/services'

/** Longest answer that is read: documents come back as large as they went. Bytes. */
const answerLimit = 16 * 1024 * 1024

/**
 * Sends one message unit, signed with the credential and carrying the token, and reads what comes back.
 *
 * @param endpoint `Single-sync` and its like
 * @throws MandateError `kit.refused` with the ebMS code as `event`; `kit.*` for the way there
 */
export async function exchange(
  endpoint: string,
  unit: Omit<UserMessage, 'parts'> | SignalMessage,
  documents: readonly DocumentToWrite[],
  options: SbrOptions,
): Promise<SbrAnswer> {
  const { credential, token, random = systemRandom } = options
  const address = `${(options.services ?? `${defaultBase}${sbrPath}`).replace(/\/+$/, '')}/${endpoint}`
  const url = parseAddress(address)
  const { privateKey, certificate } = credential
  const signer: MessageToWrite['signer'] = { privateKey, certificate, token: token.token }
  const { contentType, body } = writeAs4({ units: [unit], documents, signer, random })
  const answer = await send({
    url: address,
    method: 'POST',
    headers: { 'content-type': contentType },
    body,
    trust: trustFor(url, { ca: options.ca, credentialRoot: credential.root }),
    timeoutMs: options.timeoutMs,
    answerLimit,
  })
  return readAnswer(answer, url)
}

/** What every message begins with. */
export function newMessage({ clock = systemClock, random = systemRandom }: Pick<SbrOptions, 'clock' | 'random'>) {
  return { timestamp: clock.now(), messageId: `${uuid(random)}@mandate.invalid` }
}

function readAnswer(answer: HttpAnswer, url: URL): SbrAnswer {
  const trace = traceOf(answer)
  if (answer.status === 202 && answer.body.length === 0) return { kind: 'nothing', trace }
  const { units, attachments } = read(answer, url)
  for (const unit of units) if (unit.kind === 'errors') throw refusal(unit, url, trace)
  const message = units.find((unit) => unit.kind === 'user')
  if (message) {
    const limits = { ...as4Limits, unpacked: 4 * answerLimit }
    return { kind: 'documents', message, documents: openDocuments(message.parts, attachments, limits), trace }
  }
  const receipt = units.find((unit) => unit.kind === 'receipt')
  if (!receipt) throw unreadable(url, answer.status, 'it is neither documents nor a receipt')
  return { kind: 'receipt', messageId: receipt.messageId, references: receipt.references, trace }
}

function read({ headers, body, status }: HttpAnswer, url: URL) {
  try {
    const contentType = headers['content-type']
    const message = readAs4(body, typeof contentType === 'string' ? contentType : '')
    return { units: readMessaging(message.messaging), attachments: message.attachments }
  } catch {
    throw unreadable(url, status, 'it is no AS4 message')
  }
}

function refusal(
  { errors }: Extract<SignalMessage, { kind: 'errors' }>,
  url: URL,
  trace: string | undefined,
): MandateError {
  const [first] = errors
  const told = errors.map(
    ({ description, detail, shortDescription }) => [description, detail].filter(Boolean).join(' ') || shortDescription,
  )
  return new MandateError('kit.refused', {
    reason: told.join(' '),
    advice: 'Look at the trace of the message.',
    host: url.host,
    ...(first && { event: first.code }),
    ...(trace && { trace }),
  })
}
