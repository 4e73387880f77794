import { MandateError } from '../../../core/errors/index.ts'
import type { XmlLimits } from '../limits.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 section 2.2 leaves out
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/

/**
 * The document's text: valid UTF-8 without a byte order mark, characters that XML 1.0 section 2.2 allows, line ends as
 * section 2.11 has them.
 *
 * @throws MandateError `xml.empty`, `xml.too-large`, `xml.not-utf8`, `xml.invalid-utf8`, `xml.forbidden-character`
 */
export function decodeText(bytes: Uint8Array, limits: XmlLimits): string {
  if (bytes.length === 0) throw new MandateError('xml.empty')
  if (bytes.length > limits.bytes) {
    throw new MandateError('xml.too-large', { bytes: bytes.length, limit: limits.bytes })
  }
  refuseWideEncodings(bytes)
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch (cause) {
    throw new MandateError('xml.invalid-utf8', {}, { cause })
  }
  if (forbidden.test(text)) throw new MandateError('xml.forbidden-character', { at: text.search(forbidden) })
  return text.indexOf('\r') < 0 ? text : text.replace(/\r\n?/g, '\n')
}

/** Recognises the encodings of XML 1.0 appendix F that do not begin like ASCII. */
function refuseWideEncodings(bytes: Uint8Array): void {
  const [a, b] = bytes
  const wide = (a === 0xfe && b === 0xff) || (a === 0xff && b === 0xfe) || (bytes.length > 1 && (a === 0 || b === 0))
  if (wide) throw new MandateError('xml.not-utf8', { encoding: 'UTF-16 or UTF-32' })
  if (a === 0x4c && b === 0x6f && bytes[2] === 0xa7) throw new MandateError('xml.not-utf8', { encoding: 'EBCDIC' })
}
