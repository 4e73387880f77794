import type { Document, DocumentBlock } from './document.ts'

/** Writes a document as plain text, lines of 78 characters at most except for commands, addresses and tables. */
export function writeText({ title, subtitle, sections, footer }: Document): string {
  const parts = [title, '='.repeat(title.length)]
  if (subtitle !== undefined) parts.push(wrap(subtitle))
  for (const { heading, blocks } of sections) {
    parts.push('', heading, '-'.repeat(heading.length), ...blocks.map((block) => `\n${blockText(block)}`))
  }
  return `${parts.join('\n')}\n\n-- \n${wrap(footer)}\n`
}

function blockText(block: DocumentBlock): string {
  if ('text' in block) return wrap(block.text)
  if ('subheading' in block) return `${block.subheading}:`
  if ('list' in block) return block.list.map((item) => wrap(item, '- ', '  ')).join('\n')
  if ('steps' in block) {
    return block.steps
      .map(({ text, command }, at) => {
        const step = wrap(text, `${at + 1}. `, '   ')
        return command === undefined ? step : `${step}\n\n${indented(command)}\n`
      })
      .join('\n')
  }
  if ('facts' in block) return block.facts.map(([term, value]) => wrap(value, `${term}: `, '  ')).join('\n')
  if ('columns' in block) return `${block.caption}:\n${tableText(block)}`
  if ('command' in block) return indented(block.command)
  return `${block.label}:\n${block.link}`
}

function tableText({ columns, rows }: { columns: readonly string[]; rows: readonly (readonly string[])[] }): string {
  const all = [columns, columns.map((name) => '-'.repeat(name.length)), ...rows]
  const widths = columns.map((_, at) => Math.max(...all.map((row) => (row[at] ?? '').length)))
  return all
    .map((row) => `  ${row.map((cell, at) => cell.padEnd(widths[at] as number)).join('  ')}`.trimEnd())
    .join('\n')
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')
}

function wrap(text: string, first = '', rest = ''): string {
  const lines: string[] = []
  let line = first
  let isEmpty = true
  for (const word of text.split(/\s+/)) {
    if (!isEmpty && line.length + 1 + word.length > 78) {
      lines.push(line)
      line = rest + word
    } else line = isEmpty ? line + word : `${line} ${word}`
    isEmpty = false
  }
  return [...lines, line].join('\n')
}
