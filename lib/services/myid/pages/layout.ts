import type { ErrorText } from '../../../core/errors/index.ts'
import { type Html, html } from '../../http/html.ts'

export type Page = {
  title: string
  /** Shown in the summary above the heading, and marked in the title. */
  error?: ErrorText & { field?: string }
  body: Html
  /** `2 of 3`: where the person is in signing in. */
  step?: { at: number; of: number }
  /** A script of ours, allowed by its hash. */
  script?: string
}

/** A whole page of the simulated myID. The notice that it is no government service is on each of them. */
export function layout({ title, error, body, step, script }: Page, stylesheet: string): string {
  return html`${doctype}<html lang="en-AU">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${error && 'Error: '}${title} | myID (simulated)</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${stylesheet}">
</head>
<body>
<a class="skip" href="#main">Skip to main content</a>
<section class="notice" aria-label="About this site"><p><strong>Not a government service.</strong> Simulated Digital ID for testing. Never enter a real password, name or tax file number.</p></section>
<header><div class="bar"><span class="mark" aria-hidden="true">my</span><span class="brand"><strong>myID</strong> <span>(simulated)</span></span></div></header>
<main id="main" tabindex="-1">
${error && summary(error)}
${step && html`<p class="step">Step ${step.at} of ${step.of}</p>`}
<h1>${title}</h1>
${body}
</main>
<footer><div class="bar"><p>This stands in for myID, the Australian Government’s Digital ID app, so that software can be tested. It has no link with it, and nothing leaves this machine.</p></div></footer>
${script !== undefined && html`<script>${{ markup: script }}</script>`}
</body>
</html>
`.markup
}

const doctype: Html = { markup: '<!DOCTYPE html>\n' }

/** What is wrong, first on the page, in focus when the page opens. */
function summary({ title, happened, remedy, field }: ErrorText & { field?: string }): Html {
  return html`<div class="summary" role="alert" tabindex="-1" autofocus aria-labelledby="error-title">
<h2 id="error-title">${title}</h2>
<p>${field === undefined ? happened : html`<a href="#${field}">${happened}</a>`}</p>
<p>${remedy}</p>
</div>`
}
