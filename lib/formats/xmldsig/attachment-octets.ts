import { canonicalizeDocument, parseXml } from '../xml/index.ts'
import type { Attachment } from './types.ts'

/**
 * What is digested of an attachment: its content, in the canonical form of its media type. XML is canonicalized, other
 * text gets the line ends of MIME, everything else (a compressed document above all) is taken as it is.
 *
 * @throws MandateError `xml.*` for a part that says it is XML and is not
 * @see Web Services Security: SOAP Messages with Attachments Profile 1.1, sections 4.3 and 5.4.4
 */
export function attachmentOctets({ bytes, mediaType }: Attachment): Uint8Array | string {
  const type = mediaType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (/^(text|application)\/xml$|^(application|image)\/[\w.+-]+\+xml$/.test(type)) {
    return canonicalizeDocument(parseXml(bytes, { bytes: bytes.length, allowInstructions: true }))
  }
  return type.startsWith('text/') ? withLineEndsOfMime(bytes) : bytes
}

function withLineEndsOfMime(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  return Buffer.from(text.replace(/\r\n|\r|\n/g, '\r\n'), 'latin1')
}
