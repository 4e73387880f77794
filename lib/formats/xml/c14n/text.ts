import type { XmlInstruction } from '../node.ts'

/** Character data as Canonical XML 1.0 section 2.3 writes it. */
export function canonicalText(text: string): string {
  return /[&<>\r]/.test(text) ? text.replace(/[&<>\r]/g, (character) => textEscapes[character] as string) : text
}

/** An attribute value as Canonical XML 1.0 section 2.3 writes it. */
export function canonicalAttribute(value: string): string {
  if (!/[&<"\t\n\r]/.test(value)) return value
  return value.replace(/[&<"\t\n\r]/g, (character) => attributeEscapes[character] as string)
}

/** A processing instruction as Canonical XML 1.0 section 2.3 writes it. Line ends in it were normalised by the reader. */
export function canonicalInstruction({ target, text }: XmlInstruction): string {
  return text === '' ? `<?${target}?>` : `<?${target} ${text}?>`
}

const textEscapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' }

const attributeEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
}
