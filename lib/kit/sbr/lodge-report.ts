import { systemClock } from '../../core/clock.ts'
import { systemRandom } from '../../core/random.ts'
import {
  type BusinessMessage,
  readBusinessMessage,
  type SbdmOperation,
  sbdmNamespaces,
  writeRequest,
} from '../../formats/sbdm/index.ts'
import { readFault } from '../../formats/wstrust/index.ts'
import { canonicalize, childOf, childrenOf, namespaces, parseXml } from '../../formats/xml/index.ts'
import { defaultBase, parseAddress } from '../http/address.ts'
import { send, unreadable } from '../http/send.ts'
import { trustFor } from '../http/trust.ts'
import { readSoapAnswer, refuseFault, traceOf } from '../token/request-token.ts'
import { writeEndorsedMessage } from '../usi/write-envelope.ts'
import { type SbrOptions, sbrPath } from './exchange.ts'

/** A message for a core service of SBR1. */
export type Sbr1Report = {
  operation: SbdmOperation
  /** `tfnd.0003.2016.lodge.request` and its like. */
  messageType: string
  /** The business document, XML; none for a list. */
  document?: Uint8Array
  /** Address of its schema. */
  validationUri?: string
  software: { organisation: string; product: string; version: string }
}

/**
 * Calls a core service of SBR1 with the token, proved by its proof key.
 *
 * @throws MandateError `kit.refused` with the error code as `event`; `kit.*` for the way there; `xml.*` for a document
 *   that is no XML
 * @example
 * const { message } = await lodgeReport({ operation: 'lodge', messageType, document, software }, { credential, token })
 */
export async function lodgeReport(
  report: Sbr1Report,
  options: SbrOptions,
): Promise<{ message: BusinessMessage; trace: string | undefined }> {
  const { operation } = report
  const { token, credential, clock = systemClock, random = systemRandom } = options
  const services = (options.services ?? `${defaultBase}${sbrPath}`).replace(/\/+$/, '')
  const address = `${services}/${operation}.02.service`
  const url = parseAddress(address)
  if (token.proofKey === undefined || token.attachedReference === undefined) {
    throw new TypeError('SBR1 needs a token with a symmetric proof key')
  }
  const body = writeEndorsedMessage({
    action: `http://sbr.gov.au/services/${operation}.02.service/${operation}Report`,
    to: address,
    body: writeRequest(operation, messageOf(report, clock.now())),
    token: token.token,
    proofKey: token.proofKey,
    attachedReference: token.attachedReference,
    now: clock.now(),
    random,
    keepWrapper: true,
  })
  const answer = await send({
    url: address,
    method: 'POST',
    headers: { 'content-type': 'application/soap+xml; charset=utf-8' },
    body,
    trust: trustFor(url, { ca: options.ca, credentialRoot: credential.root }),
    timeoutMs: options.timeoutMs,
  })
  const document = readSoapAnswer(url, answer)
  refuseFault(document, answer, url)
  const soapBody = childOf(document.root, namespaces.soap12, 'Body')
  const [content] = soapBody ? childrenOf(soapBody, sbdmNamespaces.service(operation)) : []
  if (!content || readFault(document)) throw unreadable(url, answer.status, `it is no answer to ${operation}`)
  return { message: readBusinessMessage(content), trace: traceOf(answer) }
}

function messageOf(report: Sbr1Report, now: ReturnType<typeof systemClock.now>): BusinessMessage {
  const { messageType, document, validationUri = 'urn:mandate:sbr1:test', software } = report
  const content = document && canonicalize(parseXml(document, { bytes: 4 * 1024 * 1024 }).root)
  return {
    type: messageType,
    timestamps: [{ at: now, source: 'BusinessEntity' }],
    receiver: 'ato.gov.au',
    software,
    documents: content === undefined ? [] : [{ sequence: 1, validationUri, content }],
    events: [],
  }
}
