/** A piece of a mail. A template writes every piece twice: as plain text and as HTML. */
export type MailBlock =
  | { text: string }
  /** A code that the reader has to type: shown large, and alone on its line. */
  | { code: string }
  | { facts: readonly (readonly [label: string, value: string])[] }
  | { list: readonly string[] }
  | { link: string; label: string }

export type MailContent = { heading: string; blocks: readonly MailBlock[] }

const footer =
  'Mandate sent this message because of an act in its portal. It is not a government service. Mandate never asks for a password or a code by mail.'

/** The mail as plain text: lines of at most 76 characters, except for addresses. */
export function plainText({ heading, blocks }: MailContent): string {
  const parts = [wrap(heading), '='.repeat(Math.min(heading.length, 76)), '', ...blocks.map(blockText)]
  return `${parts.join('\n')}\n-- \n${wrap(footer)}\n`
}

/** The mail as HTML: no pictures, no addresses but those of its links, readable without styles. */
export function html({ heading, blocks }: MailContent): string {
  const body = blocks.map(blockHtml).join('\n')
  return `<!doctype html>
<html lang="en-AU">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(heading)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#313131;background:#fff">
<div style="max-width:40em">
<h1 style="font-size:24px;line-height:1.3">${escaped(heading)}</h1>
${body}
<hr style="border:0;border-top:1px solid #d3d3d3;margin:32px 0 16px">
<p style="font-size:14px;color:#626262">${escaped(footer)}</p>
</div>
</body>
</html>
`
}

function blockText(block: MailBlock): string {
  if ('text' in block) return `${wrap(block.text)}\n`
  if ('code' in block) return `    ${block.code}\n`
  if ('facts' in block) return `${block.facts.map(([label, value]) => wrap(`${label}: ${value}`, '  ')).join('\n')}\n`
  if ('list' in block) return `${block.list.map((item) => wrap(`- ${item}`, '  ')).join('\n')}\n`
  return `${block.label}:\n${block.link}\n`
}

function blockHtml(block: MailBlock): string {
  if ('text' in block) return `<p>${escaped(block.text)}</p>`
  if ('code' in block) {
    return `<p style="font:700 28px/1.4 ui-monospace,monospace;letter-spacing:4px;margin:16px 0">${escaped(block.code)}</p>`
  }
  if ('facts' in block) {
    const rows = block.facts.map(
      ([label, value]) =>
        `<tr><th scope="row" style="text-align:left;vertical-align:top;padding:4px 16px 4px 0">${escaped(label)}</th>` +
        `<td style="padding:4px 0">${escaped(value)}</td></tr>`,
    )
    return `<table style="border-collapse:collapse;margin:16px 0">${rows.join('')}</table>`
  }
  if ('list' in block) return `<ul>${block.list.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`
  return `<p><a href="${escaped(block.link)}" style="color:#00698f">${escaped(block.label)}</a></p>`
}

function wrap(text: string, indent = ''): string {
  const lines: string[] = []
  let line = ''
  for (const word of oneLine(text).split(' ')) {
    if (line !== '' && line.length + 1 + word.length > 76) {
      lines.push(line)
      line = indent + word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join('\n')
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
