import { concatBytes, utf8 } from '../../../core/bytes.ts'
import { type Random, uuid } from '../../../core/random.ts'
import { multipartType, soapType } from '../uris.ts'

/** One attachment to send. */
export type AttachmentToWrite = { contentId: string; mediaType: string; bytes: Uint8Array }

/** A message ready for HTTP. */
export type WrittenMessage = { contentType: string; body: Uint8Array }

/**
 * Puts a SOAP envelope and its attachments together: as multipart/related, or as SOAP alone where there are none.
 *
 * @see RFC 2387; docs/wire-formats.md, SBR2
 */
export function writeMultipart(
  envelope: string,
  attachments: readonly AttachmentToWrite[],
  random: Random,
): WrittenMessage {
  const root = `${soapType}; charset=utf-8`
  if (attachments.length === 0) return { contentType: root, body: utf8(envelope) }
  const boundary = `=_Part_${uuid(random)}`
  const rootId = `root-${uuid(random)}@mandate.invalid`
  const pieces = [utf8(partHead(boundary, rootId, root)), utf8(envelope)]
  for (const { contentId, mediaType, bytes } of attachments) {
    pieces.push(utf8(`\r\n${partHead(boundary, contentId, mediaType)}`), bytes)
  }
  pieces.push(utf8(`\r\n--${boundary}--\r\n`))
  return {
    contentType: `${multipartType}; boundary="${boundary}"; type="${soapType}"; start="<${rootId}>"`,
    body: concatBytes(...pieces),
  }
}

function partHead(boundary: string, contentId: string, mediaType: string): string {
  if (/[^!-;=?-~]/.test(contentId) || /[^ -~]/.test(mediaType)) throw new TypeError('no header can hold this')
  return `--${boundary}\r\nContent-Type: ${mediaType}\r\nContent-ID: <${contentId}>\r\nContent-Transfer-Encoding: binary\r\n\r\n`
}
