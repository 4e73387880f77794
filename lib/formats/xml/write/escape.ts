import { MandateError } from '../../../core/errors/index.ts'

/**
 * Text made safe between tags.
 *
 * @throws MandateError `xml.unwritable-text` for characters that XML 1.0 has no way to write
 */
export function escapeText(text: string): string {
  checkWritable(text)
  if (!/[&<>\r]/.test(text)) return text
  return text.replace(/[&<>\r]/g, (character) => textEscapes[character] as string)
}

/**
 * Text made safe between the quotes of an attribute, either kind of quote. Tab and line breaks survive a reader's
 * normalisation.
 *
 * @throws MandateError `xml.unwritable-text` for characters that XML 1.0 has no way to write
 */
export function escapeAttribute(text: string): string {
  checkWritable(text)
  if (!/[&<>"'\t\n\r]/.test(text)) return text
  return text.replace(/[&<>"'\t\n\r]/g, (character) => attributeEscapes[character] as string)
}

const textEscapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' }

const attributeEscapes: Record<string, string> = {
  ...textEscapes,
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#x9;',
  '\n': '&#xA;',
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 section 2.2 leaves out
const unwritable = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/

function checkWritable(text: string): void {
  if (unwritable.test(text) || !text.isWellFormed()) throw new MandateError('xml.unwritable-text')
}
