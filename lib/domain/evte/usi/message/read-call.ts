import { MandateError } from '../../../../core/errors/index.ts'
import { oldUsiNamespaces, type UsiOperation, usiNamespaces, usiOperations } from '../../../../formats/usi/index.ts'
import {
  type Addressing,
  checkMustUnderstand,
  readAddressing,
  readEnvelope,
  type SoapEnvelope,
} from '../../../../formats/wstrust/index.ts'
import { namespaces, parseXml, type XmlElement } from '../../../../formats/xml/index.ts'

/** A message that is well-formed and names an operation; nothing of it is believed. */
export type ReceivedCall = { envelope: SoapEnvelope; header: XmlElement; addressing: Addressing }

/** Largest request: 500 applications, each with every field; bytes. */
export const callLimit = 4 * 1024 * 1024

const limits = { bytes: callLimit, depth: 32, nodes: 200_000 }
const understood = [namespaces.wsa, namespaces.wsse]

/**
 * Reads the bytes of a request strictly, as far as its headers.
 *
 * @throws MandateError `xml.*`, `usi.not-soap12`, `usi.must-understand`
 */
export function readCall(bytes: Uint8Array): ReceivedCall {
  const envelope = readEnvelope(parseXml(bytes, limits))
  const { header } = envelope
  if (!header) throw new MandateError('xml.missing-element', { element: 'Header', parent: 'Envelope' })
  const addressing = readAddressing(header)
  checkMustUnderstand(header, understood)
  return { envelope, header, addressing }
}

/**
 * The operation that Action and Body name together.
 *
 * @param address where version 5 is, for clients of older versions
 * @throws MandateError `usi.old-version`, `usi.action-unknown`, `usi.action-mismatch`
 */
export function operationOf(
  { envelope: { content }, addressing: { action } }: ReceivedCall,
  address: string,
): UsiOperation {
  const [, namespace = '', name = ''] = /^(.*)\/([^/]*)$/.exec(action) ?? []
  const version = oldUsiNamespaces.get(namespace) ?? oldUsiNamespaces.get(content.ns)
  if (version !== undefined) throw new MandateError('usi.old-version', { version, address })
  if (namespace !== usiNamespaces.messages || !Object.hasOwn(usiOperations, name)) {
    throw new MandateError('usi.action-unknown', { action: action.slice(0, 120) })
  }
  if (content.ns !== usiNamespaces.messages || content.local !== name) {
    throw new MandateError('usi.action-mismatch', { action: name, element: content.local.slice(0, 60) })
  }
  return name as UsiOperation
}
