import { escapeAttribute, escapeText } from './escape.ts'

/** Markup that was made by {@link xml}: well escaped by construction. `markup` is its text. */
export class XmlFragment {
  readonly #made = true
  readonly markup: string

  private constructor(markup: string) {
    this.markup = markup
  }

  /** True for a fragment that this module made; nothing else can look like one. */
  static is(value: unknown): value is XmlFragment {
    return typeof value === 'object' && value !== null && #made in value
  }

  /**
   * A fragment of markup that is known to be well-formed: parsed or canonical text. Everything else goes through
   * {@link xml}.
   */
  static ofMarkup(markup: string): XmlFragment {
    return new XmlFragment(markup)
  }

  toString(): string {
    return this.markup
  }
}

export type XmlValue = string | number | XmlFragment | undefined | readonly XmlValue[]

/**
 * Writes XML. Text in a hole is escaped for where it stands; a fragment is put in as it is; an array is put in one
 * after the other; `undefined` between tags is nothing. A hole inside a start tag, outside quotes, takes what
 * {@link attributes} made.
 *
 * @throws MandateError `xml.unwritable-text`
 * @throws TypeError where a value cannot stand in its place: a mistake in the program, not in the data
 * @example
 * xml`<wsu:Created a="${1}">${created}</wsu:Created>`.markup
 */
export function xml(strings: TemplateStringsArray, ...values: readonly XmlValue[]): XmlFragment {
  void [strings, values, escapeAttribute, escapeText]
  throw new Error('on its way')
}
