/** A piece of HTML that is safe to send. Only {@link html} makes one. */
export type Html = { readonly markup: string }

type Part = Html | string | number | false | undefined | readonly Part[]

/**
 * Writes HTML; every value between is escaped unless it is {@link Html} itself, so text of people never becomes markup.
 *
 * @example
 * html`<p>${'a < b'}</p>`.markup // <p>a &#60; b</p>
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { markup: strings.reduce((markup, string, at) => markup + string + markupOf(parts[at]), '') }
}

function markupOf(part: Part): string {
  if (part === undefined || part === false) return ''
  if (typeof part === 'string' || typeof part === 'number') return escapeText(String(part))
  return 'markup' in part ? part.markup : part.map(markupOf).join('')
}

function escapeText(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`)
}
