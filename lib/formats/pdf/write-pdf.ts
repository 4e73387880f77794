import { deflateSync } from 'node:zlib'
import { concatBytes, toHex, utf8 } from '../../core/bytes.ts'
import type { Instant } from '../../core/clock.ts'
import type { Document } from '../document/document.ts'
import { encode1252, fonts } from './fonts.ts'
import { layOut } from './lay-out.ts'
import { type MarkedContent, paper, type StructureElement, showText, startPages } from './pages.ts'

/**
 * Writes a document as PDF 1.7 (ISO 32000-1): text on A4 pages in the standard fonts, with its structure (headings,
 * lists, tables), language and title, so that readers can read it aloud. The same document and moment give the same
 * bytes. Letters outside code page 1252 lose their accents.
 *
 * @param at moment of the document
 */
export function writePdf(document: Document, { at }: { at: Instant }): Uint8Array {
  const pages = startPages()
  const root = layOut(document, pages)
  const count = pages.contents.length
  pages.contents.forEach((content, index) => {
    const foot = { y: 36, font: 'regular', size: 8 } as const
    const number = `Page ${index + 1} of ${count}`
    content.push(
      '/Artifact BMC',
      showText({ ...foot, x: 0, text: document.footer.slice(0, 110) }),
      showText({ ...foot, x: paper.width - 2 * paper.margin - 50, text: number }),
      'EMC',
    )
  })
  return assemble(document.title, pages.contents, root, at)
}

type Body = string | Uint8Array

function assemble(title: string, contents: readonly string[][], root: StructureElement, at: Instant): Uint8Array {
  const objects: Body[] = []
  const reserve = () => objects.push('')
  const fill = (number: number, body: Body) => {
    objects[number - 1] = body
  }
  const add = (body: Body) => objects.push(body)

  const catalog = reserve()
  const tree = reserve()
  const structure = reserve()
  const info = add(
    `<</Title ${text(title)} /Producer (Mandate) /CreationDate (D:${new Date(at).toISOString().replace(/\D/g, '').slice(0, 14)}Z)>>`,
  )
  const fontObjects = Object.values(fonts).map(({ id, baseFont }) => {
    return `/${id} ${add(`<</Type /Font /Subtype /Type1 /BaseFont /${baseFont} /Encoding /WinAnsiEncoding>>`)} 0 R`
  })
  const pageNumbers = contents.map(() => reserve())
  contents.forEach((content, index) => {
    const stream = add(streamOf(content.join('\n')))
    fill(
      pageNumbers[index] as number,
      `<</Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${paper.width} ${paper.height}] /Contents ${stream} 0 R` +
        ` /Resources <</Font <<${fontObjects.join(' ')}>>>> /StructParents ${index} /Tabs /S>>`,
    )
  })
  fill(
    tree,
    `<</Type /Pages /Kids [${pageNumbers.map((number) => `${number} 0 R`).join(' ')}] /Count ${contents.length}>>`,
  )
  // For each page, which element each of its marks belongs to.
  const owners: number[][] = contents.map(() => [])
  const whole = writeElement(root, structure, { pageNumbers, owners, reserve, fill })
  const parents = owners.map((marks, index) => `${index} [${marks.map((number) => `${number} 0 R`).join(' ')}]`)
  const parentTree = add(`<</Nums [${parents.join(' ')}]>>`)
  fill(
    structure,
    `<</Type /StructTreeRoot /K ${whole} 0 R /ParentTree ${parentTree} 0 R /ParentTreeNextKey ${contents.length}>>`,
  )
  fill(
    catalog,
    `<</Type /Catalog /Pages ${tree} 0 R /Lang (en-AU) /MarkInfo <</Marked true>> /StructTreeRoot ${structure} 0 R` +
      ' /ViewerPreferences <</DisplayDocTitle true>>>>',
  )
  return file(objects, catalog, info)
}

type Writing = {
  pageNumbers: readonly number[]
  owners: number[][]
  reserve(): number
  fill(number: number, body: Body): void
}

function writeElement(element: StructureElement, parent: number, writing: Writing): number {
  const { pageNumbers, owners, reserve, fill } = writing
  const number = reserve()
  const kids = element.kids.map((kid) => {
    if (!isMark(kid)) return `${writeElement(kid, number, writing)} 0 R`
    const marks = owners[kid.page] as number[]
    marks[kid.mark] = number
    return `<</Type /MCR /Pg ${pageNumbers[kid.page]} 0 R /MCID ${kid.mark}>>`
  })
  const scope = element.scope === undefined ? '' : ` /A <</O /Table /Scope /${element.scope}>>`
  fill(number, `<</Type /StructElem /S /${element.tag} /P ${parent} 0 R /K [${kids.join(' ')}]${scope}>>`)
  return number
}

function isMark(kid: StructureElement | MarkedContent): kid is MarkedContent {
  return 'mark' in kid
}

function streamOf(content: string): Uint8Array {
  const packed = deflateSync(Buffer.from(content, 'latin1'))
  return concatBytes(utf8(`<</Length ${packed.length} /Filter /FlateDecode>>\nstream\n`), packed, utf8('\nendstream'))
}

/** A text string: code page 1252 where that has every letter, else UTF-16. */
function text(value: string): string {
  const isPlain = /^[\x20-\x7e]*$/.test(value)
  if (isPlain) return `<${toHex(encode1252(value))}>`
  const units = [...value].flatMap((character) => character.split('').map((unit) => unit.charCodeAt(0)))
  return `<feff${units.map((unit) => unit.toString(16).padStart(4, '0')).join('')}>`
}

function file(objects: readonly Body[], catalog: number, info: number): Uint8Array {
  // The second line tells programs that the file is binary.
  const parts: Uint8Array[] = [Uint8Array.from([...utf8('%PDF-1.7\n%'), 0xe2, 0xe3, 0xcf, 0xd3, 0x0a])]
  let length = (parts[0] as Uint8Array).length
  const offsets = objects.map((body, index) => {
    const offset = length
    const bytes = concatBytes(
      utf8(`${index + 1} 0 obj\n`),
      typeof body === 'string' ? utf8(body) : body,
      utf8('\nendobj\n'),
    )
    parts.push(bytes)
    length += bytes.length
    return offset
  })
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`)
  parts.push(
    utf8(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries.join('')}trailer\n` +
        `<</Size ${objects.length + 1} /Root ${catalog} 0 R /Info ${info} 0 R>>\nstartxref\n${length}\n%%EOF\n`,
    ),
  )
  return concatBytes(...parts)
}
