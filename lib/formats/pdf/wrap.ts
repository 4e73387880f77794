import { type FontName, widthOf } from './fonts.ts'

/**
 * Breaks a text into lines of a width at most; a word that is longer is broken too. Line ends stay.
 * A line that goes on ends with a space, so that readers do not join its last word with the next.
 */
export function wrapText(text: string, font: FontName, size: number, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, font, size, width))
}

function wrapParagraph(text: string, font: FontName, size: number, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (widthOf(longer, font, size) <= width) {
      line = longer
      continue
    }
    if (line !== '') lines.push(`${line} `)
    const pieces = breakWord(word, font, size, width)
    lines.push(...pieces.slice(0, -1))
    line = pieces.at(-1) ?? ''
  }
  return [...lines, line]
}

function breakWord(word: string, font: FontName, size: number, width: number): string[] {
  const pieces: string[] = []
  let piece = ''
  for (const character of word) {
    if (piece !== '' && widthOf(piece + character, font, size) > width) {
      pieces.push(piece)
      piece = ''
    }
    piece += character
  }
  return [...pieces, piece]
}
