import { MandateError } from '../../../core/errors/index.ts'
import { algorithms } from '../algorithms.ts'
import { attachmentOctets } from '../attachment-octets.ts'
import type { Attachment, ReferenceStructure, SignaturePolicy } from '../types.ts'

/**
 * The attachment that a `cid:` reference means, with what is digested of it. One transform, and that of the attachment
 * profile, is what such a reference has.
 *
 * @throws MandateError `xmldsig.reference-not-allowed`, `xmldsig.reference-not-found`, `xmldsig.malformed`, `xml.*`
 * @see Web Services Security: SOAP Messages with Attachments Profile 1.1, section 5.4; RFC 2392
 */
export function attachmentOf(
  { uri, transforms }: ReferenceStructure,
  { attachments }: SignaturePolicy,
): { attachment: Attachment; canonical: string; octets: Uint8Array | string } {
  if (!attachments) throw new MandateError('xmldsig.reference-not-allowed', { reference: uri.slice(0, 120) })
  const attachment = attachments.get(contentIdOf(uri))
  if (!attachment) throw new MandateError('xmldsig.reference-not-found', { reference: uri.slice(0, 120) })
  if (transforms.length !== 1 || transforms[0]?.algorithm !== algorithms.attachmentContent) {
    throw new MandateError('xmldsig.malformed', { problem: 'an attachment with other transforms than its own' })
  }
  return { attachment, canonical: `(${attachment.bytes.length} bytes)`, octets: attachmentOctets(attachment) }
}

function contentIdOf(uri: string): string {
  try {
    return decodeURIComponent(uri.slice(4))
  } catch {
    throw new MandateError('xmldsig.reference-not-found', { reference: uri.slice(0, 120) })
  }
}
