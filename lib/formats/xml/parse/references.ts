import { MandateError } from '../../../core/errors/index.ts'

/**
 * Replaces the references in a piece of text or of an attribute value. Only the five of XML 1.0 section 4.6 and numeric
 * references to allowed characters are known.
 *
 * @param at offset of `text` in the document, for the message
 * @throws MandateError `xml.unknown-entity`, `xml.forbidden-character`, `xml.malformed`
 */
export function resolveReferences(text: string, at: number): string {
  let resolved = ''
  let from = 0
  for (;;) {
    const ampersand = text.indexOf('&', from)
    if (ampersand < 0) return resolved + text.slice(from)
    const semicolon = text.indexOf(';', ampersand)
    const name = semicolon < 0 ? '' : text.slice(ampersand + 1, semicolon)
    resolved += text.slice(from, ampersand) + resolveReference(name, at + ampersand)
    from = semicolon + 1
  }
}

function resolveReference(name: string, at: number): string {
  const known = five[name]
  if (known !== undefined) return known
  const numeric = /^#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,10}))$/.exec(name)
  if (numeric) {
    const point = numeric[1] ? Number.parseInt(numeric[1], 16) : Number(numeric[2])
    if (!isCharacter(point)) throw new MandateError('xml.forbidden-character', { at })
    return String.fromCodePoint(point)
  }
  if (/^[\p{L}_:][\p{L}\p{N}\p{M}_:.-]*$/u.test(name)) {
    throw new MandateError('xml.unknown-entity', { entity: name.slice(0, 40) })
  }
  throw new MandateError('xml.malformed', { at, problem: 'an "&" that begins no reference' })
}

const five: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
})

function isCharacter(point: number): boolean {
  return (
    point === 0x9 ||
    point === 0xa ||
    point === 0xd ||
    (point >= 0x20 && point <= 0xd7ff) ||
    (point >= 0xe000 && point <= 0xfffd) ||
    (point >= 0x10000 && point <= 0x10ffff)
  )
}
