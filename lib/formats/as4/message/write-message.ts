import type { KeyObject } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { toBase64, utf8 } from '../../../core/bytes.ts'
import { type Random, uuid } from '../../../core/random.ts'
import { base64Encoding, x509Token } from '../../wstrust/index.ts'
import { insertXml, namespaces, parseXml, type XmlElement, XmlFragment, xml } from '../../xml/index.ts'
import { algorithms, type ReferenceToSign, signReferences } from '../../xmldsig/index.ts'
import type { PartInfo, SignalMessage, UserMessage } from '../messaging/units.ts'
import { writeMessaging } from '../messaging/write-messaging.ts'
import { type AttachmentToWrite, type WrittenMessage, writeMultipart } from '../mime/write-multipart.ts'
import { gzipType } from '../uris.ts'
import { markToken } from './mark-token.ts'

/** A document to send, not yet compressed. */
export type DocumentToWrite = {
  bytes: Uint8Array
  /** `DocumentName`. */
  name: string
  /** `DocumentType`. */
  type: string
  /** Media type of the document itself. */
  mime: string
}

/** A message to write. Documents go with the one user message. */
export type MessageToWrite = {
  units: readonly (Omit<UserMessage, 'parts'> | SignalMessage)[]
  documents?: readonly DocumentToWrite[]
  /** Leave out to send the message unsigned. */
  signer?: {
    privateKey: KeyObject
    /** DER. */
    certificate: Uint8Array
    /** The encrypted token as it was issued. */
    token?: string
  }
  random: Random
}

/**
 * Writes a message for HTTP: documents compressed into attachments, and one signature by the holder of the certificate
 * over everything.
 *
 * @see AS4 profile sections 3.1 and 5.1; docs/wire-formats.md, SBR2
 */
export function writeAs4({ units, documents = [], signer, random }: MessageToWrite): WrittenMessage {
  const attachments = documents.map((document) => packed(document, random))
  const parts = attachments.map(({ info }) => info)
  const filled = units.map((unit) => (unit.kind === 'user' ? { ...unit, parts } : unit))
  const messaging = writeMessaging(filled, 'messaging')
  const envelope = signer
    ? signed(messaging, attachments, signer)
    : xml`<soap:Envelope xmlns:soap="${namespaces.soap12}"><soap:Header>${messaging}</soap:Header><soap:Body/></soap:Envelope>`
        .markup
  return writeMultipart(envelope, attachments, random)
}

type Packed = AttachmentToWrite & { info: PartInfo }

function packed({ bytes, name, type, mime }: DocumentToWrite, random: Random): Packed {
  const contentId = `${uuid(random)}@mandate.invalid`
  const properties = new Map([
    ['PartID', contentId],
    ['MimeType', mime],
    ['CompressionType', gzipType],
    ['DocumentName', name],
    ['DocumentType', type],
  ])
  return { contentId, mediaType: gzipType, bytes: gzipSync(bytes), info: { href: `cid:${contentId}`, properties } }
}

function signed(
  messaging: XmlFragment,
  attachments: readonly Packed[],
  { privateKey, certificate, token }: NonNullable<MessageToWrite['signer']>,
): string {
  const marked = token === undefined ? undefined : markToken(token, 'token')
  const binary = xml`<wsse:BinarySecurityToken EncodingType="${base64Encoding}" ValueType="${x509Token}" wsu:Id="certificate">${toBase64(certificate)}</wsse:BinarySecurityToken>`
  const envelope = xml`<soap:Envelope xmlns:soap="${namespaces.soap12}"><soap:Header>${messaging}<wsse:Security xmlns:wsse="${namespaces.wsse}" xmlns:wsu="${namespaces.wsu}" soap:mustUnderstand="true">${marked && XmlFragment.ofMarkup(marked.markup)}${binary}</wsse:Security></soap:Header><soap:Body xmlns:wsu="${namespaces.wsu}" wsu:Id="body"/></soap:Envelope>`
  const document = parseXml(utf8(envelope.markup))
  const part = (id: string): ReferenceToSign => ({ uri: `#${id}`, element: document.ids.get(id) as XmlElement })
  const signature = signReferences({
    references: [
      ...['messaging', ...(marked ? [marked.id] : []), 'body'].map(part),
      ...attachments.map((attachment) => ({ uri: attachment.info.href, attachment })),
    ],
    key: privateKey,
    signatureAlgorithm: algorithms.rsaSha256,
    digestAlgorithm: algorithms.sha256,
    keyInfo: xml`<wsse:SecurityTokenReference xmlns:wsse="${namespaces.wsse}"><wsse:Reference URI="#certificate" ValueType="${x509Token}"/></wsse:SecurityTokenReference>`,
  })
  const security = (document.ids.get('certificate') as XmlElement).parent as XmlElement
  return insertXml(document, { lastIn: security }, signature)
}
