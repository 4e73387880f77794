import { type Html, html } from '../../http/html.ts'
import type { JsonSchema } from '../document/json-schema.ts'
import type { OpenApiDocument } from '../document/write-document.ts'
import { fieldRows, notesOf, typeText } from './schema-text.ts'

type Operation = JsonSchema & {
  operationId: string
  summary: string
  description: string
  tags: string[]
  security: object[]
  parameters?: { name: string; in: string; required: boolean; description?: string; schema: JsonSchema }[]
  requestBody?: { content: { 'application/json': { schema: JsonSchema } } }
  responses: Record<string, JsonSchema>
}

type Listed = { method: string; path: string; operation: Operation }

/** The OpenAPI document as a page for people, without a script. */
export function referencePage(document: OpenApiDocument, stylesheet: string): string {
  const listed: Listed[] = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation: operation as Operation })),
  )
  const server = document.servers.at(-1)?.url ?? ''
  const schemas = Object.entries(document.components.schemas as Record<string, JsonSchema>)
  return html`${doctype}<html lang="en-AU">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API reference | Mandate</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${stylesheet}">
</head>
<body>
<a class="skip" href="#main">Skip to main content</a>
<header><div class="bar"><a class="brand" href="/">Mandate</a> <span>API reference</span></div></header>
<div class="page">
<nav aria-label="Contents">
<ul>
<li><a href="#start">How to start</a></li>
${document.tags.map(
  ({ name }) => html`<li><a href="#${anchor(name)}">${name}</a>
<ul>${operationsOf(name, listed).map(({ operation }) => html`<li><a href="#${operation.operationId}">${operation.summary}</a></li>`)}</ul></li>`,
)}
<li><a href="#schemas">What is answered</a></li>
</ul>
</nav>
<main id="main" tabindex="-1">
<h1>API reference</h1>
${introduction(server)}
${document.tags.map(
  ({ name, description }) => html`<section aria-labelledby="${anchor(name)}">
<h2 id="${anchor(name)}">${name}</h2>
<p>${description}</p>
${operationsOf(name, listed).map((one) => operationText(one, server))}
</section>`,
)}
<section aria-labelledby="schemas">
<h2 id="schemas">What is answered</h2>
${schemas.map(
  ([name, schema]) => html`<article id="schema-${name}" aria-labelledby="heading-${name}">
<h3 id="heading-${name}">${name}</h3>
${fieldTable(`Fields of ${name}`, schema)}
</article>`,
)}
</section>
</main>
</div>
<footer><div class="bar"><p>Not a government service. The same as OpenAPI 3.1: <a href="/api/v1/openapi.json">openapi.json</a>.</p></div></footer>
</body>
</html>
`.markup
}

const doctype: Html = { markup: '<!DOCTYPE html>\n' }

function operationsOf(tag: string, listed: readonly Listed[]): Listed[] {
  return listed.filter(({ operation }) => operation.tags.includes(tag))
}

function anchor(name: string): string {
  return `area-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`
}

function introduction(server: string): Html {
  return html`<section aria-labelledby="start">
<h2 id="start">How to start</h2>
<p>A program does for a business what its people do in the portal. Create a token on the page <em>API tokens</em> of the business, and send it with each request:</p>
<pre tabindex="0"><code>curl -H "authorization: Bearer $MANDATE_TOKEN" ${server}/token</code></pre>
<dl>
<div><dt>Errors</dt><dd>come as problem+json with what happened, what to do, and a code: see <a href="/help/errors">all errors</a>.</dd></div>
<div><dt>Lists</dt><dd>go on with <code>after</code>: send what <code>next</code> gave.</dd></div>
<div><dt>Once only</dt><dd>Send a random <code>idempotency-key</code> with what changes something. If the answer got lost, send the same request with the same key: it acts once and answers the same.</dd></div>
<div><dt>Versions</dt><dd>Where <code>if-match</code> is asked for, send the <code>etag</code> of the record as you read it. If somebody changed it since, the answer is 412 and nothing is changed.</dd></div>
<div><dt>Pace</dt><dd>The header <code>ratelimit</code> tells how many requests are left in this minute.</dd></div>
</dl>
</section>`
}

function operationText({ method, path, operation }: Listed, server: string): Html {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation
  const body = requestBody?.content['application/json'].schema
  const [status, done] = Object.entries(responses)[0] as [string, JsonSchema]
  const content = done.content as Record<string, { schema: JsonSchema }>
  const schema = content['application/json']?.schema
  const isFile = schema === undefined || Object.keys(schema).length === 0
  const answer = isFile
    ? html`<code>${Object.keys(content).join(', ')}</code>: ${String(done.description)}`
    : html`${typeText(schema)}.`
  return html`<article id="${operationId}" aria-labelledby="heading-${operationId}">
<h3 id="heading-${operationId}">${summary}</h3>
<p class="address"><span class="method ${method}">${method.toUpperCase()}</span> <code>/api/v1${breakable(path)}</code></p>
${description.split('\n\n').map((text) => html`<p>${text}</p>`)}
${
  parameters.length > 0 &&
  table(
    `Parameters of: ${summary}`,
    parameters.map(({ name, in: where, required, schema, description: about }) => ({
      name,
      where,
      schema,
      required,
      notes: about ?? notesOf(schema),
    })),
  )
}
${
  body !== undefined &&
  table(
    `JSON body of: ${summary}`,
    fieldRows(body).map((row) => ({ ...row, where: 'body', notes: notesOf(row.schema) })),
  )
}
<p>Answers ${status} with ${answer}</p>
<details><summary>Example</summary><pre tabindex="0"><code>${example(method, path, server, body, operation)}</code></pre></details>
</article>`
}

/** A long path may break after a slash. */
function breakable(path: string): Html {
  return html`${path.split('/').map((part, at) => html`${at > 0 && html`/<wbr>`}${part}`)}`
}

type Row = { name: string; where?: string; schema: JsonSchema; required: boolean; notes: string }

function fieldTable(caption: string, schema: JsonSchema): Html {
  return table(
    caption,
    fieldRows(schema).map((row) => ({ ...row, notes: notesOf(row.schema) })),
  )
}

function table(caption: string, rows: readonly Row[]): Html {
  const withPlace = rows.some(({ where }) => where !== undefined)
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table>
<caption class="hidden">${caption}</caption>
<thead><tr><th scope="col">Name</th>${withPlace && html`<th scope="col">In</th>`}<th scope="col">Value</th><th scope="col">Notes</th></tr></thead>
<tbody>${rows.map(
    ({ name, where, schema, required, notes }) =>
      html`<tr><th scope="row"><code>${name}</code>${withPlace && required && html` <span class="needed">needed</span>`}</th>${withPlace && html`<td>${where}</td>`}<td>${typeText(schema)}</td><td>${notes}</td></tr>`,
  )}</tbody>
</table></div>`
}

function example(
  method: string,
  path: string,
  server: string,
  body: JsonSchema | undefined,
  { security, parameters = [] }: Operation,
): string {
  const takesKey = parameters.some(({ name }) => name === 'idempotency-key')
  const address = `${server}${path.replace('{abn}', '27809366375').replace(/\{(\w+)\}/g, '$1')}`
  const lines = [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}"${address}"`,
    ...(security.length === 0 ? [] : [`-H "authorization: Bearer $MANDATE_TOKEN"`]),
    ...(takesKey ? [`-H "idempotency-key: $(uuidgen)"`] : []),
    ...(body === undefined
      ? []
      : [`-H "content-type: application/json"`, `-d '${JSON.stringify(sample(body), null, 2)}'`]),
  ]
  return lines.join(' \\\n  ')
}

/** A value of the right kind for what is needed. */
function sample(schema: JsonSchema): unknown {
  if (schema.const !== undefined) return schema.const
  if (Array.isArray(schema.enum)) return schema.enum[0]
  const alternatives = schema.anyOf as JsonSchema[] | undefined
  if (alternatives !== undefined) return sample(alternatives[0] as JsonSchema)
  if (schema.type === 'array') return [sample((schema.items as JsonSchema) ?? {})]
  if (schema.type === 'boolean') return true
  if (schema.type === 'integer' || schema.type === 'number') return 1
  if (schema.type !== 'object')
    return String(schema.description ?? '').startsWith('Calendar day') ? '2026-03-31' : '...'
  const required = new Set((schema.required ?? []) as string[])
  const fields = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>)
  return Object.fromEntries(fields.filter(([name]) => required.has(name)).map(([name, field]) => [name, sample(field)]))
}
