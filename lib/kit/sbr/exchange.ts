import { fromBase64 } from '../../core/bytes.ts'
import { type Clock, systemClock } from '../../core/clock.ts'
import { isMandateError, MandateError } from '../../core/errors/index.ts'
import { type Random, systemRandom, uuid } from '../../core/random.ts'
import {
  type As4Document,
  as4Limits,
  type DocumentToWrite,
  type MessageToWrite,
  missingReferences,
  openDocuments,
  type ReceiptReference,
  readAs4,
  readMessaging,
  type SignalMessage,
  type UserMessage,
  verifyAs4,
  type WrittenMessage,
  writeAs4,
} from '../../formats/as4/index.ts'
import { publicKeyOf } from '../../formats/pki/certificate/public-key.ts'
import { readCertificate } from '../../formats/pki/certificate/read.ts'
import { checkTokenReference, readBinaryToken, readSecurity } from '../../formats/wstrust/index.ts'
import { childOf, namespaces } from '../../formats/xml/index.ts'
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
  | {
      kind: 'documents'
      message: UserMessage
      documents: readonly As4Document[]
      /** What the service signed, to be repeated in a receipt; nothing where the answer is not signed. */
      references: readonly ReceiptReference[]
    }
  | { kind: 'receipt'; messageId: string; references: readonly ReceiptReference[] }
  | { kind: 'nothing' }
)

/** Where the services are below the address of a Mandate. */
export const sbrPath = '/evte/sbr/services'

/** Longest answer that is read: documents come back as large as they went. Bytes. */
const answerLimit = 16 * 1024 * 1024

/**
 * Sends one message unit, signed with the credential and carrying the token, and reads what comes back. A receipt has to
 * repeat the digests of all that was signed.
 *
 * @param endpoint `Single-sync` and its like
 * @throws MandateError `kit.refused` with the ebMS code as `event`; `kit.receipt-mismatch`; `kit.*` for the way there
 */
export async function exchange(
  endpoint: string,
  unit: Omit<UserMessage, 'parts'> | SignalMessage,
  documents: readonly DocumentToWrite[],
  options: SbrOptions,
): Promise<SbrAnswer> {
  const { references, ...message } = write(unit, documents, options)
  const { answer, url } = await sendWritten(endpoint, message, options)
  return readAnswer(answer, url, references)
}

/** Writes and signs a message, with the digests of what was signed. */
export function write(
  unit: Omit<UserMessage, 'parts'> | SignalMessage,
  documents: readonly DocumentToWrite[],
  { credential, token, random = systemRandom }: SbrOptions,
): ReturnType<typeof writeAs4> {
  const { privateKey, certificate } = credential
  const signer: MessageToWrite['signer'] = { privateKey, certificate, token: token.token }
  return writeAs4({ units: [unit], documents, signer, random })
}

/** Sends a message as it is, and gives what comes back unread. */
export async function sendWritten(
  endpoint: string,
  { contentType, body }: WrittenMessage,
  options: SbrOptions,
): Promise<{ answer: HttpAnswer; url: URL }> {
  const { credential } = options
  const address = `${(options.services ?? `${defaultBase}${sbrPath}`).replace(/\/+$/, '')}/${endpoint}`
  const url = parseAddress(address)
  const answer = await send({
    url: address,
    method: 'POST',
    headers: { 'content-type': contentType },
    body,
    trust: trustFor(url, { ca: options.ca, credentialRoot: credential.root }),
    timeoutMs: options.timeoutMs,
    answerLimit,
  })
  return { answer, url }
}

/** What every message begins with. */
export function newMessage({ clock = systemClock, random = systemRandom }: Pick<SbrOptions, 'clock' | 'random'>) {
  return { timestamp: clock.now(), messageId: `${uuid(random)}@mandate.invalid` }
}

/**
 * Reads an answer to a message of which these parts were signed.
 *
 * @throws MandateError `kit.refused`, `kit.receipt-mismatch`, `kit.answer-unreadable`, `as4.*`, `xmldsig.*`
 */
export function readAnswer(answer: HttpAnswer, url: URL, sent: readonly ReceiptReference[]): SbrAnswer {
  const trace = traceOf(answer)
  if (answer.status === 202 && answer.body.length === 0) return { kind: 'nothing', trace }
  const { units, attachments, references } = read(answer, url)
  for (const unit of units) if (unit.kind === 'errors') throw refusal(unit, url, trace)
  const message = units.find((unit) => unit.kind === 'user')
  if (message) {
    const limits = { ...as4Limits, unpacked: 4 * answerLimit }
    return {
      kind: 'documents',
      message,
      documents: openDocuments(message.parts, attachments, limits),
      references,
      trace,
    }
  }
  const receipt = units.find((unit) => unit.kind === 'receipt')
  if (!receipt) throw unreadable(url, answer.status, 'it is neither documents nor a receipt')
  const missing = missingReferences(sent, receipt.references)
  if (missing.length > 0) {
    throw new MandateError('kit.receipt-mismatch', {
      parts: missing.map(({ uri }) => uri.slice(0, 120)).join(', '),
      host: url.host,
      ...(trace && { trace }),
    })
  }
  return { kind: 'receipt', messageId: receipt.messageId, references: receipt.references, trace }
}

type Received = {
  units: readonly (UserMessage | SignalMessage)[]
  attachments: ReturnType<typeof readAs4>['attachments']
  references: readonly ReceiptReference[]
}

function read({ headers, body, status }: HttpAnswer, url: URL): Received {
  try {
    const contentType = headers['content-type']
    const message = readAs4(body, typeof contentType === 'string' ? contentType : '')
    if (childOf(message.header, namespaces.wsse, 'Security') !== undefined) return verified(message)
    return { units: readMessaging(message.messaging), attachments: message.attachments, references: [] }
  } catch (error) {
    if (isMandateError(error) && /^(xmldsig|as4\.part-not-signed|as4\.signed-part)/.test(error.code)) throw error
    throw unreadable(url, status, 'it is no AS4 message')
  }
}

/** What a signed answer says. Who signed is known by the connection; the signature shows that nothing was changed. */
function verified(message: ReturnType<typeof readAs4>): Received {
  const { binaryToken, signature, timestamp } = readSecurity(message.header)
  if (!binaryToken || !signature)
    throw new MandateError('xml.missing-element', { element: 'Signature', parent: 'Security' })
  checkTokenReference(message.document, signature, binaryToken)
  const allowed = [binaryToken, timestamp].filter((element) => element !== undefined)
  const key = publicKeyOf(readCertificate(fromBase64(readBinaryToken(binaryToken)) ?? new Uint8Array(0)))
  return verifyAs4(message, { signature, required: [], allowed }, key)
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
