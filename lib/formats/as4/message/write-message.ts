import type { KeyObject } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { toBase64, utf8 } from '../../../core/bytes.ts'
import { type Random, uuid } from '../../../core/random.ts'
import { base64Encoding, x509Token } from '../../wstrust/index.ts'
import {
  attributeOf,
  childOf,
  descendants,
  insertXml,
  namespaces,
  parseXml,
  textOf,
  type XmlElement,
  XmlFragment,
  xml,
} from '../../xml/index.ts'
import { algorithms, type ReferenceToSign, signReferences } from '../../xmldsig/index.ts'
import type { PartInfo, ReceiptReference, SignalMessage, UserMessage } from '../messaging/units.ts'
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
  /** What travels in place of the bytes compressed with gzip: for tests of what a receiver does with it. */
  travels?: Uint8Array
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
 * @returns also the digests of what was signed, which a receipt has to repeat; none for an unsigned message
 * @see AS4 profile sections 3.1 and 5.1; docs/wire-formats.md, SBR2
 */
export function writeAs4({
  units,
  documents = [],
  signer,
  random,
}: MessageToWrite): WrittenMessage & { references: readonly ReceiptReference[] } {
  const attachments = documents.map((document) => packed(document, random))
  const parts = attachments.map(({ info }) => info)
  const filled = units.map((unit) => (unit.kind === 'user' ? { ...unit, parts } : unit))
  const messaging = writeMessaging(filled, 'messaging')
  const { envelope, references } = signer
    ? signed(messaging, attachments, signer)
    : {
        envelope:
          xml`<soap:Envelope xmlns:soap="${namespaces.soap12}"><soap:Header>${messaging}</soap:Header><soap:Body/></soap:Envelope>`
            .markup,
        references: [],
      }
  return { ...writeMultipart(envelope, attachments, random), references }
}

type Packed = AttachmentToWrite & { info: PartInfo }

function packed({ bytes, name, type, mime, travels }: DocumentToWrite, random: Random): Packed {
  const contentId = `${uuid(random)}@mandate.invalid`
  const properties = new Map([
    ['PartID', contentId],
    ['MimeType', mime],
    ['CompressionType', gzipType],
    ['DocumentName', name],
    ['DocumentType', type],
  ])
  return {
    contentId,
    mediaType: gzipType,
    bytes: travels ?? gzipSync(bytes),
    info: { href: `cid:${contentId}`, properties },
  }
}

function signed(
  messaging: XmlFragment,
  attachments: readonly Packed[],
  { privateKey, certificate, token }: NonNullable<MessageToWrite['signer']>,
): { envelope: string; references: ReceiptReference[] } {
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
  return { envelope: insertXml(document, { lastIn: security }, signature), references: referencesIn(signature) }
}

function referencesIn(signature: XmlFragment): ReceiptReference[] {
  return descendants(parseXml(utf8(signature.markup)).root, namespaces.ds, 'Reference').map((reference) => {
    const method = childOf(reference, namespaces.ds, 'DigestMethod') as XmlElement
    return {
      uri: attributeOf(reference, '', 'URI') as string,
      digestAlgorithm: attributeOf(method, '', 'Algorithm') as string,
      digestValue: textOf(childOf(reference, namespaces.ds, 'DigestValue') as XmlElement),
    }
  })
}
