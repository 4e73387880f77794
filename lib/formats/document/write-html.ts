import type { Document, DocumentBlock } from './document.ts'

/** Writes a document as one HTML file without scripts or anything to load, with a style for paper. */
export function writeHtml({ title, subtitle, sections, footer }: Document): string {
  const body = sections.map(
    ({ heading, blocks }) => `<section>\n<h2>${escaped(heading)}</h2>\n${blocks.map(blockHtml).join('\n')}\n</section>`,
  )
  return `<!doctype html>
<html lang="en-AU">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${subtitle === undefined ? '' : `<p class="subtitle">${escaped(subtitle)}</p>\n`}${body.join('\n')}
</main>
<footer>${escaped(footer)}</footer>
</body>
</html>
`
}

const style = `
body{color:#313131;font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:60rem;padding:1.5rem}
h1{font-size:1.75rem;line-height:1.25}h2{border-top:1px solid #d3d3d3;font-size:1.25rem;margin:2rem 0 .5rem;padding-top:1rem}
h3{font-size:1rem}.subtitle{font-size:1.125rem}table{border-collapse:collapse;width:100%}
caption{color:#626262;padding:.5rem 0;text-align:left}th,td{border-bottom:1px solid #d3d3d3;padding:.375rem .75rem .375rem 0;text-align:left;vertical-align:top}
dl{display:grid;gap:.25rem 1rem;grid-template-columns:max-content 1fr}dt{font-weight:700}dd{margin:0;overflow-wrap:anywhere}
pre{background:#f5f5f5;overflow:auto;padding:.75rem}code{font-family:ui-monospace,monospace}
footer{border-top:1px solid #d3d3d3;color:#626262;font-size:.875rem;margin-top:2rem;padding-top:1rem}
@media print{@page{margin:18mm}body{font-size:10pt;padding:0}pre{white-space:pre-wrap}h2{break-after:avoid}tr,pre,dl>div{break-inside:avoid}a{color:inherit}}
`

function blockHtml(block: DocumentBlock): string {
  if ('text' in block) return `<p>${escaped(block.text)}</p>`
  if ('subheading' in block) return `<h3>${escaped(block.subheading)}</h3>`
  if ('list' in block) return `<ul>${block.list.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`
  if ('steps' in block) {
    const step = ({ text, command }: { text: string; command?: string }) =>
      `<li>${escaped(text)}${command === undefined ? '' : commandHtml(command)}</li>`
    return `<ol>${block.steps.map(step).join('')}</ol>`
  }
  if ('facts' in block) {
    return `<dl>${block.facts.map(([term, value]) => `<dt>${escaped(term)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>`
  }
  if ('columns' in block) {
    const heads = block.columns.map((name) => `<th scope="col">${escaped(name)}</th>`).join('')
    const rows = block.rows.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`).join('')
    return `<table><caption>${escaped(block.caption)}</caption><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table>`
  }
  if ('command' in block) return commandHtml(block.command)
  return `<p><a href="${escaped(block.link)}">${escaped(block.label)}</a></p>`
}

function commandHtml(command: string): string {
  return `<pre><code>${escaped(command)}</code></pre>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
