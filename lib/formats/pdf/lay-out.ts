import type { Document, DocumentBlock, DocumentTable } from '../document/document.ts'
import { type FontName, widthOf } from './fonts.ts'
import { type Pages, paper, type StructureElement } from './pages.ts'
import { wrapText } from './wrap.ts'

const width = paper.width - 2 * paper.margin
const body = 10
const leading = 14

/** Writes a document onto pages. @returns its structure, for readers that read aloud */
export function layOut(document: Document, pages: Pages): StructureElement {
  const root = element('Document')
  paragraph(pages, child(root, 'H1'), document.title, { font: 'bold', size: 18, leading: 23 })
  if (document.subtitle !== undefined) paragraph(pages, child(root, 'P'), document.subtitle, { size: 11, leading: 16 })
  for (const { heading, blocks } of document.sections) {
    const section = child(root, 'Sect')
    // A heading stays with the beginning of what follows.
    pages.room(70)
    pages.y -= 12
    pages.rule(pages.y)
    pages.y -= 8
    paragraph(pages, child(section, 'H2'), heading, { font: 'bold', size: 13, leading: 18 })
    for (const block of blocks) layOutBlock(pages, section, block)
  }
  return root
}

type Style = { font?: FontName; size?: number; leading?: number; indent?: number; after?: number }

function layOutBlock(pages: Pages, parent: StructureElement, block: DocumentBlock): void {
  if ('text' in block) paragraph(pages, child(parent, 'P'), block.text)
  else if ('subheading' in block) paragraph(pages, child(parent, 'H3'), block.subheading, { font: 'bold', after: 2 })
  else if ('list' in block)
    items(
      pages,
      parent,
      block.list.map((text) => ({ text })),
      () => '\u2022',
    )
  else if ('steps' in block) items(pages, parent, block.steps, (at) => `${at + 1}.`)
  else if ('facts' in block) facts(pages, parent, block.facts)
  else if ('columns' in block) table(pages, parent, block)
  else if ('command' in block)
    paragraph(pages, child(parent, 'P'), block.command, { font: 'mono', size: 8.5, leading: 12 })
  else paragraph(pages, child(parent, 'P'), `${block.label}: ${block.link}`)
}

function paragraph(pages: Pages, element: StructureElement, text: string, style: Style = {}): void {
  const { font = 'regular', size = body, leading: step = leading, indent = 0, after = 6 } = style
  let lines = wrapText(text, font, size, width - indent)
  while (lines.length > 0) {
    pages.room(step)
    const fit = Math.max(1, Math.floor((pages.y - paper.foot) / step))
    const placed = lines
      .slice(0, fit)
      .map((line, at) => ({ x: indent, y: pages.y - size - at * step, text: line, font, size }))
    pages.draw(element, placed)
    pages.y -= placed.length * step
    lines = lines.slice(fit)
  }
  pages.y -= after
}

function items(
  pages: Pages,
  parent: StructureElement,
  list: readonly { text: string; command?: string }[],
  label: (at: number) => string,
): void {
  const all = child(parent, 'L')
  list.forEach(({ text, command }, at) => {
    const item = child(all, 'LI')
    pages.room(leading)
    pages.draw(child(item, 'Lbl'), [{ x: 4, y: pages.y - body, text: label(at), font: 'regular', size: body }])
    const content = child(item, 'LBody')
    paragraph(pages, content, text, { indent: 22, after: 2 })
    if (command !== undefined) paragraph(pages, content, command, { font: 'mono', size: 8.5, leading: 12, indent: 22 })
  })
  pages.y -= 4
}

function facts(pages: Pages, parent: StructureElement, list: readonly (readonly [string, string])[]): void {
  const columns = ['', '']
  grid(
    pages,
    child(parent, 'Table'),
    list.map(([term, value]) => [term, value]),
    [150, width - 150],
    {
      columns,
      isFirstHeading: true,
    },
  )
}

function table(pages: Pages, parent: StructureElement, { caption, columns, rows }: DocumentTable): void {
  const whole = child(parent, 'Table')
  paragraph(pages, child(whole, 'Caption'), caption, { after: 4 })
  grid(pages, whole, rows, columnWidths(columns, rows), { columns, isFirstHeading: false })
}

const gap = 8
const cellSize = 9
const cellLeading = 12

function grid(
  pages: Pages,
  parent: StructureElement,
  rows: readonly (readonly string[])[],
  widths: readonly number[],
  { columns, isFirstHeading }: { columns: readonly string[]; isFirstHeading: boolean },
): void {
  if (columns.some((name) => name !== '')) {
    const fontOf = (): FontName => 'bold'
    drawRow(pages, child(parent, 'TR'), columns, widths, fontOf, () => 'Column')
  }
  for (const row of rows) {
    const isHeading = (at: number) => isFirstHeading && at === 0
    drawRow(
      pages,
      child(parent, 'TR'),
      row,
      widths,
      (at) => (isHeading(at) ? 'bold' : 'regular'),
      (at) => (isHeading(at) ? 'Row' : 'TD'),
    )
  }
  pages.y -= 8
}

/** A row may go on over pages: each piece takes as many lines of every cell as there is room for. */
function drawRow(
  pages: Pages,
  row: StructureElement,
  cells: readonly string[],
  widths: readonly number[],
  fontOf: (at: number) => FontName,
  tagOf: (at: number) => 'TD' | 'Row' | 'Column',
): void {
  const wrapped = widths.map((columnWidth, at) => wrapText(cells[at] ?? '', fontOf(at), cellSize, columnWidth - gap))
  const elements = widths.map((_, at) => child(row, tagOf(at) === 'TD' ? 'TD' : 'TH'))
  for (const [at, cell] of elements.entries()) {
    const tag = tagOf(at)
    if (tag !== 'TD') cell.scope = tag
  }
  let from = 0
  const most = Math.max(...wrapped.map((lines) => lines.length))
  while (from < most) {
    pages.room(Math.min(most - from, 3) * cellLeading + 4)
    const fit = Math.max(1, Math.floor((pages.y - paper.foot - 4) / cellLeading))
    const drawn = Math.min(fit, most - from)
    let x = 0
    for (const [at, lines] of wrapped.entries()) {
      const piece = lines.slice(from, from + drawn)
      const font = fontOf(at)
      const left = x
      if (piece.length > 0) {
        pages.draw(
          elements[at] as StructureElement,
          piece.map((text, line) => ({
            x: left,
            y: pages.y - cellSize - line * cellLeading,
            text,
            font,
            size: cellSize,
          })),
        )
      }
      x += widths[at] as number
    }
    pages.y -= drawn * cellLeading + 4
    from += drawn
  }
  pages.rule(pages.y + 1)
  pages.y -= 2
}

/** As wide as the content wants, within bounds, filling the page. */
function columnWidths(columns: readonly string[], rows: readonly (readonly string[])[]): number[] {
  const wanted = columns.map((name, at) => {
    const natural = Math.max(
      widthOf(name, 'bold', cellSize),
      ...rows.slice(0, 200).map((row) => widthOf(row[at] ?? '', 'regular', cellSize)),
    )
    return Math.min(Math.max(natural + gap + 2, 40), 240)
  })
  const sum = wanted.reduce((total, one) => total + one, 0)
  return wanted.map((one) => (one * width) / sum)
}

function element(tag: string): StructureElement {
  return { tag, kids: [] }
}

function child(parent: StructureElement, tag: string): StructureElement {
  const made = element(tag)
  parent.kids.push(made)
  return made
}
