/**
 * The standard fonts that every PDF reader has, with the widths of their letters (Adobe's metrics, in thousandths of
 * the size), for text in Windows code page 1252.
 */
export type FontName = 'regular' | 'bold' | 'mono'

/** Name in the resources of a page, and of the font itself. */
export const fonts: Record<FontName, { id: string; baseFont: string }> = {
  regular: { id: 'F1', baseFont: 'Helvetica' },
  bold: { id: 'F2', baseFont: 'Helvetica-Bold' },
  mono: { id: 'F3', baseFont: 'Courier' },
}

/** Widths of the characters 32 to 126. */
const regular = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
]
const bold = [
  278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
  556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
  280, 389, 584,
]

/** Width of a text at a size, in points. */
export function widthOf(text: string, font: FontName, size: number): number {
  if (font === 'mono') return (text.length * 600 * size) / 1000
  const widths = font === 'bold' ? bold : regular
  let width = 0
  for (const character of text) width += widths[baseOf(character).charCodeAt(0) - 32] ?? 556
  return (width * size) / 1000
}

/** The text as bytes of code page 1252; a letter that it lacks loses its accent, and what is left becomes `?`. */
export function encode1252(text: string): Uint8Array {
  const bytes: number[] = []
  for (const character of text.normalize('NFC')) {
    const code = codeOf(character) ?? codeOf(baseOf(character))
    bytes.push(code ?? 0x3f)
  }
  return Uint8Array.from(bytes)
}

function baseOf(character: string): string {
  return special[character] ?? character.normalize('NFD').charAt(0)
}

/** Letters that are no base letter with an accent. */
const special: Readonly<Record<string, string>> = { ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ı: 'i', '\u00a0': ' ' }

function codeOf(character: string): number | undefined {
  const code = character.codePointAt(0) as number
  if (code === 0xa0) return 0x20
  if ((code >= 0x20 && code <= 0x7e) || (code >= 0xa1 && code <= 0xff)) return code
  const at = upper.indexOf(character)
  return at < 0 || character === ' ' ? undefined : 0x80 + at
}

/** Code page 1252 from 0x80; a space where there is nothing. */
const upper = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'
