import { MandateError } from '../../../core/errors/index.ts'
import {
  type Addressing,
  checkMustUnderstand,
  readAddressing,
  readEnvelope,
  type SoapEnvelope,
} from '../../../formats/wstrust/index.ts'
import { namespaces, parseXml } from '../../../formats/xml/index.ts'

/** A message that is well-formed and says what it wants; nothing of it is believed. */
export type ReceivedMessage = { envelope: SoapEnvelope; addressing: Addressing }

/** Largest request, bytes. */
export const requestLimit = 256 * 1024

const limits = { bytes: requestLimit, depth: 32, nodes: 4_000 }

const understood = [namespaces.wsa, namespaces.wsse]

/**
 * Reads the bytes of a request strictly, as far as its headers.
 *
 * @throws MandateError `xml.*`, `mas.not-soap12`, `mas.must-understand`
 */
export function readMessage(bytes: Uint8Array): ReceivedMessage {
  const envelope = readEnvelope(parseXml(bytes, limits))
  if (!envelope.header) throw new MandateError('xml.missing-element', { element: 'Header', parent: 'Envelope' })
  const addressing = readAddressing(envelope.header)
  checkMustUnderstand(envelope.header, understood)
  return { envelope, addressing }
}
