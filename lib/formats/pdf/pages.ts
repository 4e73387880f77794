import { toHex } from '../../core/bytes.ts'
import { encode1252, type FontName, fonts } from './fonts.ts'

/** A4, in points; the origin is the lower left corner. */
export const paper = { width: 595.28, height: 841.89, margin: 56, foot: 64 } as const

/** An element of the document's structure: what it is, and the marked pieces of pages that belong to it. */
export type StructureElement = { tag: string; scope?: 'Row' | 'Column'; kids: (StructureElement | MarkedContent)[] }
export type MarkedContent = { page: number; mark: number }

/** One line of text in its place. `x` counts from the left margin, `y` from the lower edge. */
export type PlacedText = { x: number; y: number; text: string; font: FontName; size: number }

/** Pages that are being filled, from the top of each. */
export type Pages = {
  /** What each page draws. */
  readonly contents: string[][]
  /** Where the next line may begin, from the lower edge. */
  y: number
  /** Begins a page where there is no room for so much. */
  room(height: number): void
  /** Draws texts that belong to an element; readers read them in this order. */
  draw(element: StructureElement, texts: readonly PlacedText[]): void
  /** Draws a thin line; readers do not read it. */
  rule(y: number): void
}

/** Begins the first page. */
export function startPages(): Pages {
  const contents: string[][] = [[]]
  const marks: number[] = [0]
  const top = paper.height - paper.margin
  const pages: Pages = {
    contents,
    y: top,
    room(height) {
      if (pages.y - height >= paper.foot) return
      contents.push([])
      marks.push(0)
      pages.y = top
    },
    draw(element, texts) {
      const page = contents.length - 1
      const mark = marks[page] as number
      marks[page] = mark + 1
      element.kids.push({ page, mark })
      contents[page]?.push(`/${element.tag} <</MCID ${mark}>> BDC`, ...texts.map(showText), 'EMC')
    },
    rule(y) {
      const right = paper.width - paper.margin
      contents
        .at(-1)
        ?.push('/Artifact BMC', `0.7 G 0.5 w ${paper.margin} ${point(y)} m ${point(right)} ${point(y)} l S`, 'EMC')
    },
  }
  return pages
}

/** The operators that show a text. */
export function showText({ x, y, text, font, size }: PlacedText): string {
  return `BT /${fonts[font].id} ${size} Tf ${point(paper.margin + x)} ${point(y)} Td <${toHex(encode1252(text))}> Tj ET`
}

function point(value: number): string {
  return value.toFixed(2)
}
