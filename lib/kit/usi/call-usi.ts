import { type Clock, systemClock } from '../../core/clock.ts'
import { MandateError } from '../../core/errors/index.ts'
import { type Random, systemRandom } from '../../core/random.ts'
import {
  readUsiResponse,
  type UsiOperation,
  type UsiRequest,
  type UsiResponse,
  usiAction,
  usiNamespaces,
  writeUsiRequest,
} from '../../formats/usi/index.ts'
import { type ReceivedFault, readFault } from '../../formats/wstrust/index.ts'
import { childOf, childrenOf, descendants, namespaces, textOf, type XmlDocument } from '../../formats/xml/index.ts'
import { defaultBase, endpointAt, parseAddress, usualPaths } from '../http/address.ts'
import { type HttpAnswer, send, unreadable } from '../http/send.ts'
import { trustFor } from '../http/trust.ts'
import { type KitToken, readSoapAnswer, traceOf } from '../token/request-token.ts'
import { writeEndorsedMessage } from './write-envelope.ts'

/** With which token, and where. */
export type UsiCallOptions = {
  token: KitToken
  /** Address of the USI service, or of a Mandate that has it at the usual path. Default {@link defaultBase}. */
  endpoint?: string
  /** PEM text of the authorities that may vouch for the server, and no others. */
  ca?: string
  /** DER of the root above the credential that got the token; the pin for servers on this machine. */
  credentialRoot?: Uint8Array
  hash?: 'sha1' | 'sha256'
  keepWrapper?: boolean
  timeoutMs?: number
  clock?: Clock
  random?: Random
}

/**
 * Calls one of the ten operations of the USI service, version 5.
 *
 * @throws MandateError `kit.refused` with the numbers of ErrorInfo as `event`; `kit.*` for the way there
 * @example
 * const { Countries } = await callUsi('GetCountries', { OrgCode: 'VA1803' }, { token })
 */
export async function callUsi<Operation extends UsiOperation>(
  operation: Operation,
  request: UsiRequest<Operation>,
  options: UsiCallOptions,
): Promise<UsiResponse<Operation>> {
  const { token, clock = systemClock, random = systemRandom } = options
  const endpoint = endpointAt(options.endpoint ?? defaultBase, usualPaths.usi)
  const url = parseAddress(endpoint)
  if (token.proofKey === undefined || token.attachedReference === undefined) {
    throw new TypeError('the USI service needs a token with a symmetric proof key')
  }
  const body = writeEndorsedMessage({
    action: usiAction(operation),
    to: endpoint,
    body: writeUsiRequest(operation, request),
    token: token.token,
    proofKey: token.proofKey,
    attachedReference: token.attachedReference,
    now: clock.now(),
    random,
    hash: options.hash,
    keepWrapper: options.keepWrapper,
  })
  const answer = await send({
    url: endpoint,
    method: 'POST',
    headers: { 'content-type': `application/soap+xml; charset=utf-8; action="${usiAction(operation)}"` },
    body,
    trust: trustFor(url, options),
    timeoutMs: options.timeoutMs,
  })
  const document = readSoapAnswer(url, answer)
  const fault = readFault(document)
  if (fault !== undefined) throw refusal(fault, document, answer, url)
  const soapBody = childOf(document.root, namespaces.soap12, 'Body')
  const [content] = soapBody ? childrenOf(soapBody, usiNamespaces.messages, `${operation}Response`) : []
  const read = content && readUsiResponse(operation, content)
  if (read === undefined || 'problems' in read) {
    throw unreadable(url, answer.status, `it is no answer to ${operation}`)
  }
  return read.value
}

function refusal(fault: ReceivedFault, document: XmlDocument, answer: HttpAnswer, url: URL): MandateError {
  const errors = descendants(document.root, usiNamespaces.faults, 'ErrorInfo').map((info) => ({
    code: textIn(info, 'Code'),
    title: textIn(info, 'Title'),
    message: textIn(info, 'Message'),
  }))
  const [first] = errors
  const trace = fault.trace ?? traceOf(answer)
  return new MandateError('kit.refused', {
    reason: reasonOf(fault, errors),
    advice: fault.advice ?? 'Look at the trace of the call.',
    host: url.host,
    ...(first && { event: first.code }),
    ...(trace && { trace }),
  })
}

/** Several problems are all told; of one, Mandate's own description, which has no advice in it. */
function reasonOf({ description, text }: ReceivedFault, errors: readonly { title: string; message: string }[]): string {
  if (errors.length <= 1 && description !== undefined) return description
  return errors.map(({ message, title }) => message || title).join(' ') || text
}

function textIn(info: Parameters<typeof childOf>[0], name: string): string {
  const element = childOf(info, usiNamespaces.faults, name)
  return element ? textOf(element).trim() : ''
}
