import { MandateError } from '../../../core/errors/index.ts'
import { readSoapParts, type SoapParts } from '../../wstrust/index.ts'
import { childOf, parseXml, type XmlElement } from '../../xml/index.ts'
import { type As4Limits, as4Limits } from '../mime/limits.ts'
import { readContentType } from '../mime/read-content-type.ts'
import { readMultipart } from '../mime/read-multipart.ts'
import type { MimePart } from '../mime/read-part.ts'
import { as4Namespaces, multipartType, soapType } from '../uris.ts'

/** A message that could be taken apart; nothing of it is believed. */
export type ReceivedAs4 = SoapParts & {
  readonly header: XmlElement
  /** `eb:Messaging`. */
  readonly messaging: XmlElement
  readonly attachments: readonly MimePart[]
}

const xmlLimits = { depth: 32, nodes: 20_000, bytes: 1_048_576 }

/**
 * Reads the bytes of a message strictly, as far as its headers: SOAP 1.2, alone or with attachments beside it.
 *
 * @param contentType value of the HTTP header
 * @throws MandateError `as4.*`, `xml.*`, `mas.not-soap12`
 * @see ebMS 3.0 core section 5.1; SOAP Messages with Attachments
 */
export function readAs4(body: Uint8Array, contentType: string, limits: As4Limits = as4Limits): ReceivedAs4 {
  if (contentType.length > limits.contentType) throw wrongType(contentType)
  const type = readContentType(contentType)
  const { envelope, attachments } = partsOf(body, type, contentType, limits)
  const parts = readSoapParts(parseXml(envelope, xmlLimits))
  const { header } = parts
  if (!header) throw new MandateError('xml.missing-element', { element: 'Header', parent: 'Envelope' })
  const messaging = childOf(header, as4Namespaces.eb, 'Messaging')
  if (!messaging) throw new MandateError('xml.missing-element', { element: 'Messaging', parent: 'Header' })
  return { ...parts, header, messaging, attachments }
}

function partsOf(
  body: Uint8Array,
  type: ReturnType<typeof readContentType>,
  contentType: string,
  limits: As4Limits,
): { envelope: Uint8Array; attachments: readonly MimePart[] } {
  if (type.type === soapType) return { envelope: body, attachments: [] }
  const inner = type.parameters.get('type')
  if (type.type !== multipartType || (inner !== undefined && readContentType(inner).type !== soapType)) {
    throw wrongType(contentType)
  }
  const { root, attachments } = readMultipart(body, type, limits)
  if (readContentType(root.mediaType).type !== soapType) throw wrongType(root.mediaType)
  return { envelope: root.bytes, attachments }
}

function wrongType(contentType: string): MandateError {
  return new MandateError('as4.content-type', { found: contentType.slice(0, 200) })
}
