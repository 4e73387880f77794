/** Markup that was made by the `xml` template: well escaped by construction. `markup` is its text. */
export class XmlFragment {
  readonly #made = true
  readonly markup: string

  private constructor(markup: string) {
    this.markup = markup
  }

  /** True for a fragment that this class made; nothing else can look like one. */
  static is(value: unknown): value is XmlFragment {
    return typeof value === 'object' && value !== null && #made in value
  }

  /**
   * A fragment of markup that is known to be well-formed: parsed or canonical text. Everything else goes through the
   * `xml` template.
   */
  static ofMarkup(markup: string): XmlFragment {
    return new XmlFragment(markup)
  }

  toString(): string {
    return this.markup
  }
}
