/** Attributes for a hole inside a start tag of the `xml` template; made by {@link attributes}. */
export class XmlAttributes {
  readonly #made = true
  readonly markup: string

  private constructor(markup: string) {
    this.markup = markup
  }

  static is(value: unknown): value is XmlAttributes {
    return typeof value === 'object' && value !== null && #made in value
  }

  static ofMarkup(markup: string): XmlAttributes {
    return new XmlAttributes(markup)
  }
}

/**
 * Attributes that may be absent: those with `undefined` are left out.
 *
 * @example
 * xml`<a${attributes({ Id: id, 'wsu:Id': undefined })}/>`
 */
export function attributes(_values: Readonly<Record<string, string | number | undefined>>): XmlAttributes {
  throw new Error('on its way')
}
