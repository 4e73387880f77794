import type { XmlElement } from '../xml/node.ts'
import { escapeAttribute } from '../xml/write/escape.ts'

/** A piece of a text that is to be replaced; offsets as in {@link XmlElement}. */
export type Edit = { from: number; to: number; text: string }

/** Applies edits that do not overlap; everything else stays as it is. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  let text = source
  for (const { from, to, text: piece } of [...edits].sort((a, b) => b.from - a.from)) {
    text = text.slice(0, from) + piece + text.slice(to)
  }
  return text
}

/** The name of an element as it is written, with its prefix. */
export function writtenName({ prefix, local }: XmlElement): string {
  return prefix === '' ? local : `${prefix}:${local}`
}

/** The start tag of an element, with some attributes set to new values and the others as they were. */
export function startTag(element: XmlElement, changed: Readonly<Record<string, string>> = {}): string {
  const declarations = element.nsDecls.map(({ prefix, uri }) => [prefix === '' ? 'xmlns' : `xmlns:${prefix}`, uri])
  const kept = element.attrs
    .filter(({ prefix, local }) => prefix !== '' || !(local in changed))
    .map(({ prefix, local, value }) => [prefix === '' ? local : `${prefix}:${local}`, value])
  const all = [...declarations, ...kept, ...Object.entries(changed)]
  return `<${[writtenName(element), ...all.map(([name = '', value = '']) => `${name}="${escapeAttribute(value)}"`)].join(' ')}>`
}
