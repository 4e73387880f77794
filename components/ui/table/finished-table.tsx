'use client'

type Props = {
  className: string | undefined
  /** Where the HTML came with the document: its name there. */
  name: string | undefined
  /** Where it came with a page's data. */
  html: string | undefined
}

/** A table whose rows are finished HTML. In the browser its rows are taken from the document, where they stand already. */
export function FinishedTable({ className, name, html }: Props) {
  return (
    <table
      className={className}
      // biome-ignore lint/a11y/noRedundantRoles: a table that is shown as cards loses its role without it
      role="table"
      data-finished={name}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: written by toMarkup, which escapes all text
      dangerouslySetInnerHTML={{ __html: html ?? inDocument(name ?? '') ?? '' }}
    />
  )
}

const place = Symbol.for('mandate.page-markup')
const onServer = globalThis as { [place]?: (name: string) => string | undefined }

/** Rows of the document that was loaded: a person may leave its page and come back. */
const seen = new Map<string, string>()

function inDocument(name: string): string | undefined {
  if (typeof document === 'undefined') return onServer[place]?.(name)
  const html = seen.get(name) ?? document.querySelector(`[data-finished="${name}"]`)?.innerHTML
  if (html !== undefined) seen.set(name, html)
  return html
}
